using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Zombies, whose parent does not wait for them.</summary>
public class ExitTests
{
    // Children: exit 0, exit 3, killed by SIGKILL, and one that is running. Each has exited when its PID is printed.
    private const string Script = """
        import os, signal, sys, time
        def child(action):
            pid = os.fork()
            if pid == 0:
                action()
                os._exit(0)
            if action is not time_out: os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            return pid
        def time_out(): time.sleep(1000)
        ids = [child(lambda: os._exit(0)), child(lambda: os._exit(3)), child(lambda: os.kill(os.getpid(), signal.SIGKILL)), child(time_out)]
        print(*ids, flush=True)
        sys.stdin.readline()
        os.kill(ids[3], signal.SIGKILL)
        """;

    [Fact]
    public void ExitCode_and_ExitSignal_of_zombies_equal_the_wait_status()
    {
        using PythonProcess python = new(Script);
        ProcessSample[] children = Sample(python, ProcessDataSets.Default);
        Assert.Equal([true, true, true, false], children.Select(child => child.State == ProcessState.Zombie));
        Assert.Equal([0, 3, null, null], children.Select(child => child.ExitCode));
        Assert.Equal([null, null, Signals.SIGKILL, null], children.Select(child => child.ExitSignal));
        Assert.Equal([null, null, false, null], children.Select(child => child.HasDumpedCore));
        python.WriteLine("");
    }

    [Fact]
    public void ExitCode_of_zero_is_null_without_proof_of_permission()
    {
        using PythonProcess python = new(Script);
        ProcessSample[] children = Sample(python, ProcessDataSets.None);
        Assert.Equal([null, 3, null, null], children.Select(child => child.ExitCode));
        python.WriteLine("");
    }

    [Fact]
    public void ExitCode_is_null_without_ptrace_permission()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root, to read processes of root as another user.");
        using PythonProcess python = new(Script);
        ProcessSample[] children = UnprivilegedThread.Run(() => Sample(python, ProcessDataSets.Default));
        Assert.All(children, child => Assert.Equal((null, null), (child.ExitCode, child.ExitSignal)));
        python.WriteLine("");
    }

    private static ProcessSample[] Sample(PythonProcess python, ProcessDataSets dataSets)
    {
        int[] ids = [.. python.ReadLine().Split(' ').Select(id => int.Parse(id, System.Globalization.CultureInfo.InvariantCulture))];
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [.. ids.Select(id => session.Find(id)!.Value)] }, dataSets);
        watch.Sample();
        return [.. ids.Select(id => watch.Processes().Single(process => process.Id == id))];
    }
}
