using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources;

public sealed class RunGateTests : IDisposable
{
    private readonly ProcRoot _root = ProcRoot.Open("/proc");
    private readonly ShellProcess _shell = new("echo ready; while read line; do echo $line; done");
    private readonly RunGate _gate = new();

    [Fact]
    public void HasRun_is_false_while_sleeping_and_true_after_waking()
    {
        _ = _shell.ReadLine();
        Assert.True(Ask());
        WaitUntil.True(() => !Ask());
        Assert.False(Ask());
        _shell.WriteLine("again");
        _ = _shell.ReadLine();
        Assert.True(Ask());
    }

    [Fact]
    public void HasRun_is_true_when_the_kernel_keeps_no_run_statistics()
    {
        using FakeProc proc = new();
        FakeProcess process = proc.Add(7);
        File.WriteAllText(Path.Combine(process.Path, "schedstat"), "0 0 0\n");
        using ProcRoot copy = ProcRoot.Open(proc.Path);
        Assert.True(Ask(copy, 7));
        File.WriteAllText(Path.Combine(process.Path, "schedstat"), "1 2 3\n");
        Assert.True(Ask(copy, 7));
        Assert.True(Ask(copy, 7));
    }

    public void Dispose()
    {
        _shell.Dispose();
        _root.Dispose();
    }

    private bool Ask() => Ask(_root, _shell.Id);

    private bool Ask(ProcRoot root, int pid)
    {
        SamplingContext context = new(root, new DescriptorBudget(0), new SampledHost(BootClock.Of(root, TimeProvider.System)));
        ProcDirectory directory = new(root, pid);
        bool hasRun = _gate.HasRun(ref directory, context);
        directory.Dispose();
        return hasRun;
    }
}
