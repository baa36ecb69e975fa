using Vmon.Fields;
using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>
/// One process that started, executed a program or exited. Immutable. Null is unknown: the kernel does not report it, or the event has no
/// such value. Counters are totals since the process started.
/// </summary>
public sealed class ProcessEvent
{
    private readonly ProcessRecord _record;
    private readonly ExitRecord? _exit;
    private readonly ProcessUsage _usage;
    private readonly ProcessOrigin _origin;
    private readonly EventHost _host;

    internal ProcessEvent(ProcessRecord record, ProcessOrigin origin, EventHost host)
    {
        _record = record;
        _exit = record as ExitRecord;
        _usage = _exit?.Usage ?? default;
        IsExact = _exit?.IsExact;
        _origin = origin;
        _host = host;
        Kind = KindOf(record);
    }

    /// <summary>Process identifier.</summary>
    [Field("event")]
    public int Id => _record.Id;

    /// <summary>
    /// Name of the process (comm). A name that fills the kernel's 15 bytes is completed from the command line. Empty if unknown. At a start,
    /// that of the parent.
    /// </summary>
    [Field("event")]
    public string ProcessName => _origin.Name;

    /// <summary>What happened.</summary>
    [Field("event")]
    public ProcessEventKind Kind { get; }

    /// <summary>When it happened, local.</summary>
    [Field("event")]
    public DateTimeOffset Time => At(_record.Time);

    /// <summary>PID of the parent.</summary>
    [Field("event")]
    public int? ParentId => _record.ParentId;

    /// <summary>Name of the parent. Null if the parent is not known.</summary>
    [Field("stat")]
    public string? ParentName => _origin.ParentName;

    /// <summary>Command line, as in ProcessSample: at most its first 512 bytes. Null if the process was not seen while it executed it.</summary>
    [Field("event", "cmdline")]
    public string? CommandLine => _origin.Command is { } command ? ShellWords.Join(CommandLineParser.Parse(command)) : null;

    /// <summary>Whether the command line is longer.</summary>
    [Field("event", "cmdline")]
    public bool IsCommandLineTruncated => _origin.IsCommandCut;

    /// <summary>File that was executed, as it was given to exec: relative to the directory of the process, and the script, not its interpreter.</summary>
    [Field("event")]
    public string? Path => (_record as ExecRecord)?.Path is { } path ? ProcText.Decode(path) : null;

    /// <summary>Exit code. Null if a signal terminated the process.</summary>
    [Field("event")]
    public int? ExitCode => _exit?.Status?.ExitCode;

    /// <summary>Signal that terminated the process. Null if it exited by itself.</summary>
    [Field("event")]
    public Signals? ExitSignal => _exit?.Status?.ExitSignal;

    /// <summary>Whether the process left a core dump. Null unless a signal terminated it.</summary>
    [Field("event")]
    public bool? HasDumpedCore => _exit?.Status?.HasDumpedCore;

    /// <summary>Whether the exit code is not zero, or a signal terminated the process. Null unless it exited.</summary>
    [Field("event")]
    public bool? HasFailed => _exit?.Status is { } status ? status.Value != 0 : null;

    /// <summary>Start time, local. Null if the process connector did not report it.</summary>
    [Field("event")]
    public DateTimeOffset? StartTime => _record.StartTime is long start ? At(start) : null;

    /// <summary>Time from the start of the process to the event.</summary>
    [Field("event")]
    public TimeSpan? Lifetime => _record.StartTime is long start ? Span(Math.Max(0, _record.Time - start)) : null;

    /// <summary>CPU, user and system, of all threads. Exact to nanoseconds if <see cref="IsExact"/>.</summary>
    [Field("event")]
    public TimeSpan? CpuTime => Known(EventFields.RunTime | EventFields.Ticks) ? Span(_usage.CpuTime) : null;

    /// <summary>CPU in user mode.</summary>
    [Field("event")]
    public TimeSpan? UserProcessorTime => Known(EventFields.Ticks) ? Span(_usage.UserTime) : null;

    /// <summary>CPU in the kernel.</summary>
    [Field("event")]
    public TimeSpan? PrivilegedProcessorTime => Known(EventFields.Ticks) ? Span(_usage.SystemTime) : null;

    /// <summary>CPU of the children that the process waited for, and of their children.</summary>
    [Field("event")]
    public TimeSpan? ChildrenCpuTime => Known(EventFields.Children) ? Span(_usage.ChildrenUserTime + _usage.ChildrenSystemTime) : null;

    /// <summary>Largest resident memory of the last program that the process executed.</summary>
    [Field("event", Unit = "bytes")]
    public long? PeakWorkingSet => _exit?.PeakMemory;

    /// <summary>Bytes read from storage.</summary>
    [Field("event", Unit = "bytes")]
    public long? IoRead => Known(EventFields.Io) ? _usage.Io.ReadBytes : null;

    /// <summary>Bytes written to storage, in the page cache at first.</summary>
    [Field("event", Unit = "bytes")]
    public long? IoWrite => Known(EventFields.Io) ? _usage.Io.WriteBytes : null;

    /// <summary>Bytes that were not written to storage after all, because the file was truncated or deleted.</summary>
    [Field("event", Unit = "bytes")]
    public long? IoCancelledWrite => Known(EventFields.Io) ? _usage.Io.CancelledWriteBytes : null;

    /// <summary>Bytes returned by read calls, including from the page cache, terminals and sockets.</summary>
    [Field("event", Unit = "bytes")]
    public long? IoReadChars => Known(EventFields.Io) ? _usage.Io.ReadChars : null;

    /// <summary>Bytes passed to write calls.</summary>
    [Field("event", Unit = "bytes")]
    public long? IoWriteChars => Known(EventFields.Io) ? _usage.Io.WriteChars : null;

    /// <summary>Number of read calls.</summary>
    [Field("event", Unit = "count")]
    public long? IoReadCalls => Known(EventFields.Io) ? _usage.Io.ReadCalls : null;

    /// <summary>Number of write calls.</summary>
    [Field("event", Unit = "count")]
    public long? IoWriteCalls => Known(EventFields.Io) ? _usage.Io.WriteCalls : null;

    /// <summary>Page faults that needed no IO.</summary>
    [Field("event", Unit = "count")]
    public long? MinorFaults => Known(EventFields.Faults) ? _usage.MinorFaults : null;

    /// <summary>Page faults that needed IO.</summary>
    [Field("event", Unit = "count")]
    public long? MajorFaults => Known(EventFields.Faults) ? _usage.MajorFaults : null;

    /// <summary>Number of times the process gave up the CPU to wait.</summary>
    [Field("event", Unit = "count")]
    public long? VoluntaryContextSwitches => Known(EventFields.Switches) ? _usage.VoluntarySwitches : null;

    /// <summary>Number of times the kernel took the CPU from the process.</summary>
    [Field("event", Unit = "count")]
    public long? NonvoluntaryContextSwitches => Known(EventFields.Switches) ? _usage.InvoluntarySwitches : null;

    /// <summary>Name of the real user. Null if the user is unknown.</summary>
    [Field("event", "user database")]
    public string? UserName => _record.User is uint user ? _host.Users?.Of(user) : null;

    /// <summary>Real user identifier.</summary>
    [Field("event")]
    public long? UserId => _record.User;

    /// <summary>Inode of its control group (version 2). Null without control groups of version 2.</summary>
    [Field("event")]
    public long? CgroupId => _record.Cgroup;

    /// <summary>
    /// Whether the counters of an exit are exact: the kernel gave them after the last time slice. Otherwise CpuTime may lack up to a tick of
    /// the scheduler, or more if the process released much memory. Null unless it exited.
    /// </summary>
    [Field("event")]
    public bool? IsExact { get; }

    /// <summary>PID and start time in clock ticks, as in ProcessSample. Null if the process connector did not report the start.</summary>
    [Field("event")]
    public ProcessIdentity? Identity => _record.Identity;

    /// <summary>Name of the session of the watch.</summary>
    [Field]
    public string Session => _host.Session;

    internal static ProcessEventKind KindOf(ProcessRecord record) => record switch
    {
        StartRecord => ProcessEventKind.Start,
        ExecRecord => ProcessEventKind.Exec,
        _ => ProcessEventKind.Exit,
    };

    /// <summary>Name, PID and what happened.</summary>
    public override string ToString() => $"{ProcessName} ({Id}) {Kind}";

    private DateTimeOffset At(long sinceBoot) => _host.At(Span(sinceBoot));

    private bool Known(EventFields fields) => _exit is not null && (_exit.Fields & fields) != 0;

    private static TimeSpan Span(long nanoseconds) => new(nanoseconds / TimeSpan.NanosecondsPerTick);
}

/// <summary>Where events happened.</summary>
/// <param name="Session">Name of the session, or of the host of a recording.</param>
/// <param name="BootTime">When it was booted.</param>
/// <param name="Zone">Its time zone. Null for that of this process.</param>
/// <param name="Users">Names of its users. Null if unknown.</param>
internal sealed record EventHost(string Session, DateTimeOffset BootTime, ZoneOffsets? Zone, UserNames? Users)
{
    internal DateTimeOffset At(TimeSpan sinceBoot) => Zone?.ToLocal(BootTime + sinceBoot) ?? (BootTime + sinceBoot).ToLocalTime();
}
