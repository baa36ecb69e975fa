using System.Diagnostics;
using System.Text;
using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Tests.Engine.Kernel.Events;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

[Collection(nameof(DescriptorTests))]
public sealed class EventWatchTests : IDisposable
{
    private const int NoProcess = int.MaxValue;

    private readonly FakeEvents _source = new();
    private readonly EventHub _hub;
    private readonly VmonSession _session = new(new SessionOptions());
    private readonly FakeProc _proc = new();

    public EventWatchTests() => _hub = new EventHub(() => _source);

    public void Dispose()
    {
        _hub.Dispose();
        _session.Dispose();
        _proc.Dispose();
    }

    [Fact]
    public void Events_have_what_was_known_of_the_process_before()
    {
        using EventWatch watch = Watch(new EventSelection { Kinds = ProcessEventKind.All });
        Exec(20, parent: 10, "make", "make\0all\0");
        Start(21, parent: 20);
        Exit(21, parent: 20, name: "make", status: 0x200);
        Exit(20, parent: 10, name: "make", status: 9);
        ProcessEvent[] events = [.. watch.Read()];
        Assert.Equal([ProcessEventKind.Exec, ProcessEventKind.Start, ProcessEventKind.Exit, ProcessEventKind.Exit], events.Select(happened => happened.Kind));
        Assert.All(events, happened => Assert.Equal(("make", "make all"), (happened.ProcessName, happened.CommandLine)));
        Assert.Equal([null, "make", "make", null], events.Select(happened => happened.ParentName));
        Assert.Equal((2, null, true), (events[2].ExitCode, events[2].ExitSignal, events[2].HasFailed));
        Assert.Equal((null, Signals.SIGKILL, true), (events[3].ExitCode, events[3].ExitSignal, events[3].HasFailed));
        Assert.Null(events[0].HasFailed);
    }

    [Fact]
    public void A_process_that_existed_before_has_its_command_line_from_proc()
    {
        _ = _proc.Add(30).Write();
        using EventWatch watch = Watch(new EventSelection());
        Exit(30, parent: 1, name: null, status: 0);
        ProcessEvent exit = Assert.Single(watch.Read());
        Assert.Equal(File.ReadAllText($"{_proc.Path}/30/comm").TrimEnd('\n'), exit.ProcessName);
        Assert.NotNull(exit.CommandLine);
    }

    [Fact]
    public void A_name_of_fifteen_bytes_is_completed_from_the_command_line()
    {
        using EventWatch watch = Watch(new EventSelection());
        Exec(20, parent: 1, "report-generato", "/usr/bin/python3\0/usr/sbin/report-generator-daemon\0");
        Assert.Equal("report-generator-daemon", Assert.Single(watch.Read()).ProcessName);
    }

    [Fact]
    public void A_selection_by_name_has_the_events_under_that_name()
    {
        using EventWatch watch = Watch(new EventSelection { Name = name => name == "cc" });
        Exec(20, parent: 1, "cc", "cc\0");
        Exec(21, parent: 20, "as", "as\0");
        Exec(20, parent: 1, "ld", "ld\0");
        Exit(20, parent: 1, "ld", status: 0);
        Assert.Equal(ProcessEventKind.Exec, Assert.Single(watch.Read()).Kind);
        Assert.False(watch.IsOver);
    }

    [Fact]
    public void FollowChildren_includes_descendants_and_what_they_become()
    {
        using EventWatch watch = Watch(new EventSelection { Name = name => name == "make", FollowChildren = true });
        Exec(20, parent: 1, "make", "make\0");
        Start(21, parent: 20);
        Start(22, parent: 21);
        Exit(21, parent: 20, "make", status: 0);
        Exec(22, parent: 1, "cc", "cc\0");
        Exec(23, parent: 1, "other", "other\0");
        Exit(22, parent: 1, "cc", status: 0);
        Assert.Equal([20, 21, 22, 22], watch.Read().Select(happened => happened.Id));
    }

    [Fact]
    public void A_selection_by_id_ends_when_its_processes_exited()
    {
        using EventWatch watch = Watch(new EventSelection { Targets = [new ProcessIdentity(20, 1)] });
        Exec(21, parent: 20, "cc", "cc\0");
        Exec(20, parent: 1, "ld", "ld\0");
        Assert.Equal(20, Assert.Single(watch.Read()).Id);
        Assert.False(watch.IsOver);
        Exit(20, parent: 1, "ld", status: 0);
        Exec(20, parent: 1, "reused", "reused\0");
        Assert.Equal(ProcessEventKind.Exit, Assert.Single(watch.Read()).Kind);
        Assert.True(watch.IsOver);
        Assert.Empty(Assert.Single(watch.Run(duration: null, CancellationToken.None)));
    }

    [Fact]
    public void FailedOnly_leaves_out_what_succeeded_and_what_did_not_exit()
    {
        using EventWatch watch = Watch(new EventSelection { FailedOnly = true });
        Exec(20, parent: 1, "cc", "cc\0");
        Exit(20, parent: 1, "cc", status: 0);
        Exit(21, parent: 1, "cc", status: 0x100);
        Assert.Equal(1, Assert.Single(watch.Read()).ExitCode);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public void Kernel_threads_are_left_out_unless_included(bool isIncluded, int count)
    {
        using EventWatch watch = Watch(new EventSelection { IncludeKernelThreads = isIncluded });
        Exit(20, parent: 2, "kworker/0:1", status: 0);
        Assert.Equal(count, watch.Read().Count);
    }

    [Fact]
    public void Counters_that_are_not_known_are_null()
    {
        using EventWatch watch = Watch(new EventSelection());
        Exit(20, parent: 1, "cc", status: 0, EventFields.RunTime);
        ProcessEvent exit = Assert.Single(watch.Read());
        Assert.Equal(TimeSpan.FromTicks(70), exit.CpuTime);
        Assert.Null(exit.UserProcessorTime);
        Assert.Null(exit.IoWrite);
        Assert.Null(exit.MinorFaults);
        Assert.Null(exit.VoluntaryContextSwitches);
        Assert.Null(exit.ChildrenCpuTime);
        Assert.Null(exit.PeakWorkingSet);
        Assert.Null(exit.UserName);
    }

    [Fact]
    public void Run_ends_after_the_duration_although_events_go_on()
    {
        using EventWatch watch = Watch(new EventSelection());
        _source.Add(new ExecRecord { Id = 20, Time = SystemConstants.NanosecondsSinceBoot });
        int later = 0;
        List<ProcessEvent> events = [];
        foreach (IReadOnlyList<ProcessEvent> some in watch.Run(TimeSpan.FromMilliseconds(300), CancellationToken.None))
        {
            events.AddRange(some);
            _source.Add(new ExecRecord { Id = 30 + later++, Time = SystemConstants.NanosecondsSinceBoot + 1_000_000_000 });
        }

        Assert.Equal(20, Assert.Single(events).Id);
    }

    [Fact]
    public void Run_ends_when_it_is_cancelled_and_when_the_session_stops()
    {
        using EventWatch watch = Watch(new EventSelection());
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(50));
        foreach (IReadOnlyList<ProcessEvent> events in watch.Run(duration: null, cancellation.Token)) Assert.Empty(events);
        using Timer timer = new(session => ((VmonSession)session!).Dispose(), _session, 50, Timeout.Infinite);
        foreach (IReadOnlyList<ProcessEvent> events in watch.Run(duration: null, CancellationToken.None)) Assert.Empty(events);
    }

    [Fact]
    public void WatchEvents_reports_processes_of_this_machine()
    {
        using EventWatch? watch = _session.WatchEvents(new EventSelection { Name = name => name == "true", Kinds = ProcessEventKind.All });
        Assert.SkipWhen(watch is null, "The kernel permits no events.");
        Assert.SkipWhen(watch.Source != EventSource.Bpf, "The process connector does not have the name of a process that has exited already.");
        Assert.Equal(_session.EventSource, watch.Source);
        using Process process = Process.Start("/bin/true");
        process.WaitForExit();
        List<ProcessEvent> events = [];
        WaitUntil.True(() =>
        {
            events.AddRange(watch.Read());
            return events.Exists(happened => happened.Id == process.Id && happened.Kind == ProcessEventKind.Exit);
        });
        ProcessEvent exit = events.Find(happened => happened.Id == process.Id && happened.Kind == ProcessEventKind.Exit)!;
        Assert.Equal((0, "true", "/bin/true"), (exit.ExitCode, exit.ProcessName, exit.CommandLine));
        Assert.Equal(0, watch.LostEventCount);
    }

    [Fact]
    public void WatchEvents_returns_null_if_the_session_does_not_use_them()
    {
        using VmonSession without = new(new SessionOptions { UseEvents = false });
        Assert.Null(without.WatchEvents(new EventSelection()));
        Assert.Equal(EventSource.None, without.EventSource);
        _ = _proc.Add(30).Write();
        using VmonSession copy = new(new SessionOptions { ProcRoot = _proc.Path });
        Assert.Null(copy.WatchEvents(new EventSelection()));
        Assert.Equal(EventSource.None, copy.EventSource);
    }

    private EventWatch Watch(EventSelection selection)
    {
        _ = _proc.Add(NoProcess).Write();
        using ProcRoot root = ProcRoot.Open(_proc.Path);
        return new EventWatch(_session, _hub.TrySubscribe(wantsStarts: true)!, selection, root, users: null);
    }

    private void Start(int id, int parent) => _source.Add(new StartRecord { Id = id, Time = 1, StartTime = 1, ParentId = parent });

    private void Exec(int id, int parent, string name, string command) => _source.Add(
        new ExecRecord { Id = id, Time = 1, StartTime = 1, ParentId = parent, Name = Name(name), Command = Encoding.ASCII.GetBytes(command) });

    private void Exit(int id, int parent, string? name, int status, EventFields fields = EventFields.None)
    {
        ExitRecord exit = new()
        {
            Id = id,
            Time = 1,
            StartTime = 1,
            ParentId = parent,
            Name = name is null ? null : Name(name),
            Status = new WaitStatus(status),
            Fields = fields,
        };
        exit.Complete(new ProcessUsage { RunTime = 7000 }, isExact: true);
        _source.Add(exit);
    }

    private static Comm Name(string name) => new(Encoding.ASCII.GetBytes(name));
}
