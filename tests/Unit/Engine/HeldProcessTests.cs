using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class HeldProcessTests
{
    // A child that exits as the first line says, and that is waited for at the second.
    private const string Script = """
        import os, signal, sys
        child = os.fork()
        if child == 0:
            how = int(sys.stdin.readline())
            if how < 0: os.kill(os.getpid(), -how)
            os._exit(how)
        print(child, flush=True)
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        print("exited", flush=True)
        sys.stdin.readline()
        os.waitpid(child, 0)
        print("reaped", flush=True)
        sys.stdin.readline()
        """;

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(5, 5, null)]
    [InlineData(-9, null, Signals.SIGKILL)]
    public void Exit_of_a_process_that_is_not_a_child_is_known_to_any_user_once_it_is_reaped(int how, int? code, Signals? signal)
    {
        Assert.SkipWhen(Environment.OSVersion.Version < new Version(6, 15), "Requires Linux 6.15.");
        using PythonProcess parent = new(Script);
        using VmonSession session = new(new SessionOptions());
        ProcessIdentity child = session.Find(int.Parse(parent.ReadLine(), CultureInfo.InvariantCulture))!.Value;
        Assert.Equal(HoldStatus.Ok, session.Hold(child, out HeldProcess? held));
        using (held)
        {
            Assert.Equal((null, null), (held!.ExitCode, held.ExitSignal));
            parent.WriteLine(how.ToString(CultureInfo.InvariantCulture));
            Assert.Equal("exited", parent.ReadLine());
            Assert.Equal((null, null), (held.ExitCode, held.ExitSignal));
            parent.WriteLine("");
            Assert.Equal("reaped", parent.ReadLine());
            Assert.Equal((code, signal), UnprivilegedThread.Run(() => (held.ExitCode, held.ExitSignal)));
        }

        parent.WriteLine("");
    }
}
