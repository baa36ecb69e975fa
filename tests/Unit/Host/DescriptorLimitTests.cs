using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

/// <summary>Many more processes than descriptors. A shell sets the limit for itself and its descendants.</summary>
public class DescriptorLimitTests
{
    private const int Limit = 256;
    private const int Sleepers = 200;

    [Theory]
    [InlineData("")]
    [InlineData("-Exact")]
    [InlineData("-NoTaskStream")]
    public void Samples_agree_with_ps_under_a_low_descriptor_limit(string mode)
    {
        _ = Tool.Find("ps");
        HostResult result = HostProcess.RunShell(
            $$"""
            ulimit -n {{Limit}}
            i=0; while [ $i -lt {{Sleepers}} ]; do sleep 1000 >&- 2>&- & ids="$ids $!"; i=$((i + 1)); done
            "$VMON" -c "\$null = Start-VmonSession {{mode}}
                Watch-VmonProcess -Id $$ -FollowChildren -Count 20 -Interval 10ms |
                    Where-Object { \$_.Sample -eq 20 -and \$_.Name -eq 'sleep' } |
                    ForEach-Object { \"\$(\$_.Id) \$(\$_.VirtualMemory / 1024) \$(\$_.WorkingSet / 1024) \$(\$null -ne \$_.IoReadTotal)\" }"
            echo of ps
            for id in $ids; do ps -o pid=,vsz=,rss= -p $id; done
            kill $ids
            """);
        string[] vmon = [.. result.Lines.TakeWhile(line => line != "of ps")];
        string[] ps = [.. result.Lines.SkipWhile(line => line != "of ps").Skip(1).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) + " True")];
        Assert.Empty(result.Error);
        Assert.Equal(Sleepers, ps.Length);
        Assert.Equal(ps.Order(), vmon.Order());
    }
}
