using Vmon.Model;
using Vmon.Parsing;
using Vmon.Sampling;

namespace Vmon;

/// <summary>
/// One process as one sample saw it. Immutable. Null is what could not be read (<see cref="Denied"/> says where the kernel refused),
/// was not wanted, or needs a sample before; zero is a measured zero.
/// </summary>
public sealed partial class ProcessSample
{
    private readonly ProcessCommand _command;
    private readonly SampledMachine _machine;
    private readonly DateTimeOffset? _started;
    private readonly DateTimeOffset _timestamp;
    private readonly Reading<ProcStat> _stat;
    private readonly Reading<ProcStatm> _memory;
    private readonly Reading<ProcIo> _io;
    private readonly bool _areDelaysCounted;
    private readonly long? _unseenChildrenCpu;
    private readonly ProcessUser? _user;
    private readonly UserNames? _userNames;
    private readonly DetailsSnapshot? _details;
    private readonly ProcessDataSets _read;
    private UnreadProperties? _unread;

    internal ProcessSample(ProcessNode node, SamplingContext context, SampleTime time, string session, UnreadProperties? unread = null)
    {
        ProcessNode process = node.Process ?? node;
        _stat = node.WholeStat;
        _memory = process.Memory.Reading;
        _io = ReapedChildren.OwnIo(node, context.SampleNumber);
        _command = process.Command.Command;
        Identity = process.Identity;
        ParentThreadId = node.Parent?.Id == node.ParentId ? node.ParentThreadId : null;
        ThreadId = node.IsThread ? node.Id : null;
        _unseenChildrenCpu = node.AreChildrenKnown ? ReapedChildren.UnseenCpu(node, context.SampleNumber) : null;
        _machine = context.Machine;
        _areDelaysCounted = context.Delays.IsOn;
        _started = context.Clock.StartTime(_stat.Current.StartTime, context.Captured);
        _timestamp = time.At(node.Timestamp);
        Session = session;
        Sample = context.SampleNumber;
        ProcessName = node.Name;
        Interval = node.Elapsed;
        IsFirstSample = node.ShownSince == Sample;
        HasExited = node.Phase == NodePhase.Stale;
        Depth = node.Depth;
        _user = node.User.User;
        _userNames = context.Users;
        _details = DetailsSnapshot.Of(node);
        _fileCount = process.Details?.Files.Count;
        _read = node.IsThread ? process.DataSets : node.DataSets;
        _unread = unread;
        Changed = node.ChangesIn(context.SampleNumber);
        Denied = node.DeniedDataSets;
        IsLocal = context.IsLocal;
    }

    private ProcessSample(UnreadProperties unread)
    {
        _command = ProcessCommand.Unknown;
        _machine = SampledMachine.Own;
        _unread = unread;
        Session = ProcessName = "";
    }

    /// <summary>Pid, as the sampled /proc numbers it; of a thread, that of its process.</summary>
    public int Id => Identity.Id;

    /// <summary>The kernel's name (comm); where it fills the kernel's 15 bytes, with the rest from the command line.</summary>
    public string ProcessName { get; }

    /// <summary>What it is doing; Exited if <see cref="HasExited"/>.</summary>
    public ProcessState State => HasExited ? ProcessState.Exited : _stat.Current.State;

    /// <summary>Pid of its parent, 0 for none that this /proc shows.</summary>
    public int ParentId => _stat.Current.ParentId;

    /// <summary>
    /// When it started, local time, exact to a clock tick (10 ms). Null if a captured tree does not tell the boot time, and for a start after its capture.
    /// </summary>
    public DateTimeOffset? StartTime => _started?.ToLocalTime();

    /// <summary>Its parent in the same sample; null where that is not in the watch, and in events of a watch.</summary>
    public ProcessSample? Parent { get; internal init; }

    /// <summary>
    /// Tid of its parent's thread that forked it, or adopted it as that exited (task/TID/children). Null if the parent's threads are not included, for
    /// a thread, and on a kernel without these files.
    /// </summary>
    public int? ParentThreadId { get; }

    /// <summary>Start of the process in clock ticks since boot, as the kernel has it: with the pid, what tells it from every other.</summary>
    public long StartTicks => Identity.StartTicks;

    /// <summary>Name of the session that sampled it.</summary>
    public string Session { get; }

    /// <summary>Whether its pid is that by which this machine's calls know it, so that it can be acted on: not in a captured tree, and not in the
    /// /proc of another PID namespace.</summary>
    public bool IsLocal { get; }

    /// <summary>Number of the sample within its watch, from 1.</summary>
    public long Sample { get; }

    /// <summary>When it was read, local time. That of a stale one is of its last reading.</summary>
    public DateTimeOffset Timestamp => _timestamp.ToLocalTime();

    /// <summary>
    /// The interval of the sample, on the monotonic clock: all differences and rates are of it, those of a process that started within it too, so
    /// that they add up. Null if the process existed before and has no sample at the beginning of the interval.
    /// </summary>
    public TimeSpan? Interval { get; }

    /// <summary>Whether the watch shows it for the first time.</summary>
    public bool IsFirstSample { get; }

    /// <summary>Whether it started since the previous sample of the watch. False for every process of the first sample.</summary>
    public bool HasStarted => IsFirstSample && Interval is not null && !HasExited;

    /// <summary>Whether it exited since the previous sample: a watch shows it once more, with its last known values.</summary>
    public bool HasExited { get; }

    /// <summary>Whether it is a thread of the process, not the process itself.</summary>
    public bool IsThread => ThreadId is not null;

    /// <summary>Tid of a thread; null for a process.</summary>
    public int? ThreadId { get; }

    /// <summary>What differs from the sample before.</summary>
    public ProcessChanges Changed { get; }

    /// <summary>Which data sets the kernel refused for this process.</summary>
    public ProcessDataSets Denied { get; }

    /// <summary>How many of its ancestors are in the same watch: its level in the tree.</summary>
    public int Depth { get; }

    /// <summary>Pid and start time in clock ticks: what tells this process, or the process of this thread, from any other with the same pid.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Name and pid.</summary>
    public override string ToString() => IsThread ? $"{ProcessName} ({Id}/{ThreadId})" : $"{ProcessName} ({Id})";

    /// <summary>The data sets that were not read; the user is part of status.</summary>
    internal ProcessDataSets NotRead => ProcessDataSets.All & ~_read & ~((_read & ProcessDataSets.Status) != 0 ? ProcessDataSets.User : ProcessDataSets.None);

    /// <summary>A sample for which nothing was read.</summary>
    internal static ProcessSample Unread(UnreadProperties unread) => new(unread);

    /// <summary>The same sample, of which what was not read may be asked without note.</summary>
    internal ProcessSample Unnoted()
    {
        ProcessSample copy = (ProcessSample)MemberwiseClone();
        copy._unread = null;
        return copy;
    }

    /// <summary>Whether a property's data set was read. If not, it is noted that the property was asked for.</summary>
    private bool IsRead(ProcessDataSets dataSet, string property)
    {
        if ((_read & dataSet) != 0) return true;
        _unread?.Note(this, property, dataSet);
        return false;
    }

    /// <summary>What must be known of its machine to understand its files.</summary>
    internal SampledMachine Machine => _machine;

    /// <summary>A value of stat; null if the last attempt to read that failed, and for what is no number that can be.</summary>
    private T? Known<T>(StatField field, T value)
        where T : struct => _stat.IsKnown && _stat.Current.Has(field) ? value : null;

    /// <summary>The increase of a counter of stat.</summary>
    private long? Increase(StatField field, long now, long before) =>
        Increase(_stat.IsPaired && _stat.Current.Has(field) && _stat.Previous.Has(field), now, before);

    /// <summary>The increase of a counter; null without a sample before, and for a counter that ran backwards.</summary>
    private static long? Increase(bool isPaired, long? now, long? before) => isPaired && now >= before ? now - before : null;

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;
}
