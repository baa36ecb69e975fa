using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>How a process exited that is not a child of this one, from each source that tells it.</summary>
[Collection(nameof(DescriptorTests))]
public class ExitStatusTests
{
    // A child that exits as the first line says. Its parent waits for it at once, or at the second line.
    private const string Script = """
        import os, sys, time
        waits = sys.argv[1] == "waits"
        child = os.fork()
        if child == 0:
            how = int(sys.stdin.readline())
            sum(range(300000))
            print(time.process_time_ns(), flush=True)
            if how < 0: os.kill(os.getpid(), -how)
            os._exit(how)
        print(child, flush=True)
        os.waitid(os.P_PID, child, os.WEXITED | (0 if waits else os.WNOWAIT))
        sys.stdin.readline()
        """;

    private static readonly Version PidFdInfo = new(6, 15);

    public static TheoryData<EventSource, int, bool> Cases
    {
        get
        {
            TheoryData<EventSource, int, bool> cases = [];
            foreach (EventSource source in Enum.GetValues<EventSource>())
                foreach (int how in (int[])[0, 5, -9])
                    foreach (bool waits in (bool[])[true, false]) cases.Add(source, how, waits);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ProcessWait_finds_how_a_process_exited(EventSource source, int how, bool waits)
    {
        using VmonSession session = EventSessions.Of(source);
        Assert.SkipWhen(source == EventSource.None && waits && Environment.OSVersion.Version < PidFdInfo, "Requires Linux 6.15.");
        ProcessSample exited = Wait(session, how, waits, out double used);
        Assert.Equal(how < 0 ? (null, (Signals?)(1UL << (-how - 1)), (bool?)false) : (how, null, null), (exited.ExitCode, exited.ExitSignal, exited.HasDumpedCore));
        Assert.Equal((true, ProcessState.Exited, (TimeSpan?)null), (exited.HasExited, exited.State, exited.Interval));
        Assert.Equal(source == EventSource.None, exited.ExitTime is null);
        if (source == EventSource.Bpf) Assert.True(exited.CPU >= used, $"{exited.CPU} s are the final figure, not less than {used} s.");
    }

    [Fact]
    public void Ordinary_user_gets_the_exit_of_another_users_process_by_its_pidfd()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root, to wait for a process of root as another user.");
        Assert.SkipWhen(Environment.OSVersion.Version < PidFdInfo, "Requires Linux 6.15.");
        using VmonSession session = EventSessions.Of(EventSource.None);
        Assert.Equal(5, UnprivilegedThread.Run(() => Wait(session, 5, waits: true, out _)).ExitCode);
    }

    [Fact]
    public void ExitCode_of_another_users_zombie_is_null_without_events()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root, to wait for a process of root as another user.");
        using VmonSession session = EventSessions.Of(EventSource.None);
        ProcessSample exited = UnprivilegedThread.Run(() => Wait(session, 5, waits: false, out _));
        Assert.Equal((null, null, true), (exited.ExitCode, exited.ExitSignal, exited.HasExited));
    }

    [Fact]
    public void Timeout_does_not_lose_a_process_that_exited()
    {
        using VmonSession session = EventSessions.Of(EventSource.None);
        Assert.Equal(5, Wait(session, 5, waits: false, out _, timeout: TimeSpan.FromMilliseconds(1)).ExitCode);
    }

    [Theory]
    [InlineData(EventSource.Bpf)]
    [InlineData(EventSource.ProcConnector)]
    [InlineData(EventSource.None)]
    public void Watch_of_a_process_shows_how_it_exited(EventSource source)
    {
        using VmonSession session = EventSessions.Of(source);
        Assert.SkipWhen(source == EventSource.None && Environment.OSVersion.Version < PidFdInfo, "Requires Linux 6.15.");
        Assert.Equal((null, Signals.SIGKILL), StatusInWatch(session));
        Assert.Empty(OpenDescriptors.OfProcesses());
        Assert.Equal(0, session.OpenDescriptorCount);
    }

    [Fact]
    public void Watch_shows_an_ordinary_user_how_a_process_of_another_user_exited()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root, to watch a process of root as another user.");
        Assert.SkipWhen(Environment.OSVersion.Version < PidFdInfo, "Requires Linux 6.15.");
        using VmonSession session = EventSessions.Of(EventSource.None);
        Assert.Equal((null, Signals.SIGKILL), UnprivilegedThread.Run(() => StatusInWatch(session)));
    }

    [Fact]
    public void Watch_holds_no_process_beyond_its_descriptor_budget_and_none_if_it_watches_everything()
    {
        using VmonSession none = new(new SessionOptions { UseEvents = false, DescriptorBudget = 0 });
        using VmonSession session = EventSessions.Of(EventSource.None);
        using ShellProcess shell = new("read line");
        foreach (ProcessWatch watch in (ProcessWatch[])[none.Watch(new() { Targets = [none.Find(shell.Id)!.Value] }), session.Watch(ProcessSelection.Everything)])
        {
            watch.Sample();
            Assert.Empty(OpenDescriptors.OfProcesses());
            watch.Dispose();
        }
    }

    private static (int? ExitCode, Signals? ExitSignal) StatusInWatch(VmonSession session)
    {
        using ShellProcess shell = new("read line; kill -9 $$");
        using ProcessWatch watch = session.Watch(new() { Targets = [session.Find(shell.Id)!.Value] });
        watch.Sample();
        Assert.Null(watch.Processes().Single().ExitSignal);
        shell.WriteLine("go");
        ProcessSample? exited = null;
        WaitUntil.True(() =>
        {
            watch.Sample();
            return (exited = watch.Processes().SingleOrDefault(process => process.HasExited)) is not null;
        });
        return (exited!.ExitCode, exited.ExitSignal);
    }

    private static ProcessSample Wait(VmonSession session, int how, bool waits, out double used, TimeSpan? timeout = null)
    {
        using PythonProcess parent = new(Script, waits ? "waits" : "leaves");
        ProcessIdentity child = session.Find(int.Parse(parent.ReadLine(), CultureInfo.InvariantCulture))!.Value;
        using ProcessWait wait = new(session, new() { Targets = [child] }, null, null, findsStatus: true);
        List<WaitedProcess> done = [];
        bool isTold = false;
        foreach (IReadOnlyList<WaitedProcess> news in wait.Run(TimeSpan.FromHours(1), timeout, TestContext.Current.CancellationToken))
        {
            if (!isTold) parent.WriteLine(how.ToString(CultureInfo.InvariantCulture));
            isTold = true;
            if (timeout is not null) WaitUntil.True(() => session.StatusOfZombie(child, out _) is not null);
            done.AddRange(news);
        }

        used = double.Parse(parent.ReadLine(), CultureInfo.InvariantCulture) / 1e9;
        parent.WriteLine("");
        WaitedProcess exited = Assert.Single(done);
        Assert.Equal((child, WaitOutcome.Exited), (exited.Identity, exited.Outcome));
        Assert.Empty(OpenDescriptors.OfProcesses());
        return exited.Last!;
    }
}
