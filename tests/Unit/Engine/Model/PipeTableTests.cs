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

        // The children may not have their programs yet, which open files when they begin.
        WaitUntil.True(() => Sample(table) && table.Nodes.Count == 3 && table.Pipes.Died.Count + table.Pipes.Born.Count == 0);
        WaitUntil.True(() => AllocatedByRound(table) == 0);
        int pipes = table.Pipes.Pipes.Count;
        table.Close();
        Assert.True(pipes >= 4);
    }

    // Long enough to read every process again that rests. When each is due depends on its PID.
    private static long AllocatedByRound(ProcessTable table)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i <= SamplingContext.RestAtMost; i++) table.TrySample(CancellationToken.None);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static bool Sample(ProcessTable table)
    {
        table.TrySample(CancellationToken.None);
        return true;
    }
}
