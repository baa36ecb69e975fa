using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Tests.Engine;

public sealed class PipeChainsTests : IDisposable
{
    private readonly ProcRoot _root = ProcRoot.Open("/proc");
    private readonly IProcessFeed _feed;

    public PipeChainsTests() =>
        _feed = ProcessTable.Live(new ProcSource(new SamplingContext(_root, new DescriptorBudget(0), new SampledHost(BootClock.Of(_root, TimeProvider.System)))), ProcessSelection.Everything, ProcessDataSets.None).Feed;

    [Fact]
    public void Join_starts_a_chain_at_each_branch_of_a_pipeline()
    {
        Pipe[] pipes = Branching(3);
        Assert.Equal([0, 100, 1, 101, 2, 102, 3], PipeChains.Join(pipes).Select(pipe => (int)pipe.Inode));
        Assert.Equal([0, 1, 0, 1, 0, 1, 0], PipeChains.Join(pipes).Select(pipe => pipe.Position));
        Assert.All(pipes, pipe => Assert.Equal(pipe.Inode == 3 ? 2 : 3, pipe.Stages.Count));
    }

    [Fact]
    public void Join_returns_each_pipe_of_a_cycle_once()
    {
        Pipe[] pipes = [.. Enumerable.Range(0, 5).Select(number => Between(number, [1 + number], [1 + ((number + 1) % 5)]))];
        IReadOnlyList<Pipe> joined = PipeChains.Join(pipes);
        Assert.Equal([0, 1, 2, 3, 4], joined.Select(pipe => (int)pipe.Inode).Order());
        Assert.Equal([0, 1, 2, 3, 4], joined.Select(pipe => pipe.Position));
        Assert.Equal(6, joined[0].Stages.Count);
    }

    [Fact]
    public void Join_work_is_not_quadratic()
    {
        const int Length = 500;
        _ = Work(Branching(10));
        Assert.InRange(Work(Branching(2 * Length)), 0, 3 * Work(Branching(Length)));
    }

    public void Dispose() => _root.Dispose();

    // Counts allocated bytes, because time depends on the machine.
    private static long Work(Pipe[] pipes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(pipes.Length, PipeChains.Join(pipes).Count);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>A pipeline with its last pipe first. Each stage has a second process with another output.</summary>
    private Pipe[] Branching(int length)
    {
        const int Aside = 100_000;
        int side = length < 100 ? 100 : Aside;
        IEnumerable<Pipe> main = Enumerable.Range(0, length + 1).Select(number => Between(
            number, number == 0 ? [] : [2 * number], number == length ? [] : [(2 * number) + 3, (2 * number) + 2]));
        IEnumerable<Pipe> aside = Enumerable.Range(0, length).Select(number => Between(side + number, [(2 * number) + 3], []));
        return [.. main.Reverse(), .. aside];
    }

    private Pipe Between(int inode, int[] writers, int[] readers) => new(
        new PipeIdentity(0, (ulong)inode),
        $"pipe:[{inode}]",
        null,
        [.. writers.Select(id => End(id, 1, DescriptorAccess.Write)), .. readers.Select(id => End(id, 0, DescriptorAccess.Read))],
        isComplete: true,
        isNew: false);

    private PipeEnd End(int id, int descriptor, DescriptorAccess access) =>
        new(new ProcessSample(new ProcessNode(id), _feed, ""), descriptor, access);
}
