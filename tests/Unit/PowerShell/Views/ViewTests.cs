using System.Management.Automation;
using System.Text.RegularExpressions;
using Vmon.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Views;

public partial class ViewTests
{
    private const string Hostile = "printf '\\033]0;title\\007' > /proc/$$/comm; # \u001b[2J\u202e\necho ready; read line";

    [Theory]
    [InlineData("Vmon.ProcessSample", "Watch-VmonProcess -Id $args[0] -Count 2 -Interval 0.02 | ForEach-Object { $last = $_ }; $last")]
    [InlineData("Vmon.ProcessTreeNode", "Get-VmonTree -Id $args[0]")]
    [InlineData("Vmon.OpenFile", "Get-VmonFile -Id $args[0]")]
    [InlineData("Vmon.Pipe", "Get-VmonPipe -Id $args[0]")]
    [InlineData("Vmon.PipeEnd", "(Get-VmonPipe -Id $args[0]).Readers")]
    [InlineData("Vmon.VmonSession", "Start-VmonSession \"a$([char]27)b\" -Interval 250ms")]
    [InlineData("Vmon.SystemSample", "Get-VmonSystem -Interval 20ms")]
    [InlineData("Vmon.CpuSample", "(Get-VmonSystem -Interval 20ms).Cpus")]
    [InlineData("Vmon.InterruptSample", "(Get-VmonSystem -Include Interrupts).SoftIrqsByName.Values")]
    public void Nothing_of_a_process_acts_on_the_terminal_and_what_came_back_from_a_file_looks_the_same(string type, string script)
    {
        using ShellProcess process = new(Hostile);
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject item = shell.Run(script, process.Id)[0];
        foreach (string text in ViewFile.Shown(shell, item, type).SelectMany(ViewFile.Texts)) Assert.DoesNotMatch(Active(), Colour().Replace(text, ""));

        PSObject back = shell.Run("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0]))", item).Single();
        Assert.Equal("Deserialized." + type, back.TypeNames[0]);
        foreach (string kind in (string[])["Table", "Wide"])
        {
            string[] shown = [.. ViewFile.Shown(shell, item, type, kind).SelectMany(ViewFile.Texts)];
            Assert.Equal(shown, ViewFile.Shown(shell, back, type, kind).SelectMany(ViewFile.Texts));
        }
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("Get-VmonTree -Id $args[0]")]
    [InlineData("Get-VmonFile -Id $args[0]")]
    [InlineData("Get-VmonPipe -Id $args[0]")]
    [InlineData("(Get-VmonPipe -Id $args[0]).Readers")]
    public void Among_objects_of_other_types_nothing_acts_on_the_terminal_either(string script)
    {
        using ShellProcess process = new(Hostile);
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject item = shell.Run(script, process.Id)[0];
        PSMemberSet standard = (PSMemberSet)item.Members["PSStandardMembers"];
        foreach (string name in ((PSPropertySet)standard.Members["DefaultDisplayPropertySet"]).ReferencedPropertyNames)
        {
            Assert.True(item.Properties[name] is not null, $"There is no {name}.");
            Assert.DoesNotMatch(Active(), item.Properties[name].Value?.ToString() ?? "");
        }
    }

    [Fact]
    public void State_in_the_table_is_the_value_that_filters()
    {
        using ShellProcess process = new("echo ready; read line; sleep 0.3 & wait; sleep 60");
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject[] samples = shell.Run(
            """
            $shell, $id = $args
            Watch-VmonProcess -Id $id -FollowChildren -Interval 0.02 -Duration 30 | ForEach-Object {
                if ($_.Sample -eq 2 -and $_.Id -eq $id) { $shell.WriteLine('go') }
                $_
                if ($_ | Where-Object State -eq Exited) { Stop-VmonSession Default }
            }
            """, process, process.Id).ToArray();
        Assert.All(samples, sample => Assert.Equal(((ProcessSample)sample.BaseObject).State.ToString(), Colour().Replace(new VmonView(sample.Properties).Process.State, "")));
        ProcessSample child = samples.Select(sample => (ProcessSample)sample.BaseObject).First(sample => sample.Id != process.Id);
        Assert.True(child.HasStarted);
        Assert.Equal((ProcessState.Exited, true, false), samples.Select(sample => (ProcessSample)sample.BaseObject).Where(sample => sample.Id == child.Id).Select(sample => (sample.State, sample.HasExited, sample.HasStarted)).Last());
    }

    [Fact]
    public void The_rows_of_a_sample_have_one_heading()
    {
        using Shell shell = new();
        PSObject[] rows = [.. shell.Run("Watch-VmonProcess -Count 2 -Interval 0.02")];
        Assert.Equal(2, rows.Select(row => new VmonView(row.Properties).Heading).Distinct().Count());
        Assert.Matches(@"^   Sample 2, \d\d:\d\d:\d\d$", new VmonView(rows[^1].Properties).Heading);
        PSObject other = shell.Run("Start-VmonSession other > $null; Get-VmonProcess -Id $args[0] -Session other", Environment.ProcessId).Single();
        Assert.EndsWith(", session other", new VmonView(other.Properties).Heading, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]")]
    private static partial Regex Active();

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();
}
