using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Model;

public class PipeTableTests
{
    [Fact]
    public void Sample_of_unchanged_files_and_pipes_allocates_nothing()
    {
        using ShellProcess shell = new("echo up; exec 3</dev/null 4</tmp; mkfifo /tmp/vmon-$$; exec 5<>/tmp/vmon-$$; rm /tmp/vmon-$$; echo up; sleep 60 | cat; true");
        _ = shell.ReadLine();
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions { UseEvents = false });
        ProcRoot root = ProcRoot.Open("/proc");
        SamplingContext context = new(root, new DescriptorBudget(100), new SampledHost(BootClock.Of(root, TimeProvider.System)));
        ProcessSelection selection = new() { Targets = [session.Find(shell.Id)!.Value], FollowChildren = true };
        ProcessTable table = ProcessTable.Live(new ProcSource(context), selection, ProcessDataSets.Files);

        // More than one round in which processes that rest are read again, before and during the measurement. When each is due depends on its PID.
        const int round = SamplingContext.RestAtMost + 1;
        WaitUntil.True(() => Sample(table) && table.Nodes.Count == 3 && table.Pipes.Died.Count + table.Pipes.Born.Count == 0);
        for (int i = 0; i < round; i++) table.TrySample(CancellationToken.None);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < round; i++) table.TrySample(CancellationToken.None);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        int pipes = table.Pipes.Pipes.Count;
        table.Close();
        Assert.Equal(0, allocated);
        Assert.True(pipes >= 4);
    }

    private static bool Sample(ProcessTable table)
    {
        table.TrySample(CancellationToken.None);
        return true;
    }
}
