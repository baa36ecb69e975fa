using Vmon.Fields;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>
/// One process in one sample. Immutable. Null is unknown: not requested, not readable (see <see cref="Denied"/>), or dependent on a
/// previous sample. Zero is a measured zero.
/// </summary>
public partial class ProcessSample
{
    private readonly ProcessCommand _command;
    private readonly SampledMachine _machine;
    private readonly DateTimeOffset? _started;
    private readonly DateTimeOffset _timestamp;
    private NodeReadings _readings;
    private ProcessExit? _exit;
    private readonly bool _areDelaysCounted;
    private readonly long? _unseenChildrenCpu;
    private readonly ProcessUser? _user;
    private readonly UserNames? _userNames;
    private DetailsSnapshot? _details;
    private readonly ProcessDataSets _read;
    private UnreadProperties? _unread;
    private bool _isFlat;

    internal ProcessSample(ProcessNode node, IProcessFeed feed, string session, UnreadProperties? unread = null, ProcessSample? parent = null)
    {
        ProcessRecords own = node.Records;
        ProcessRecords process = own.Process ?? own;
        SampledHost host = feed.Host;
        Sample = feed.State.Number;
        _readings = new NodeReadings(node, Sample);
        _command = process.Command.Command;
        Identity = process.Identity;
        ParentThreadId = node.Parent?.Id == node.ParentId ? node.ParentThreadId : null;
        ThreadId = node.IsThread ? node.Id : null;
        _unseenChildrenCpu = node.AreChildrenKnown ? ReapedChildren.UnseenCpu(node, Sample, feed.ReportsAllExits) : null;
        _machine = host.Machine;
        _areDelaysCounted = host.AreDelaysCounted;
        _exit = ProcessExit.Of(node, host.Clock);
        _started = host.StartTime(_readings.Stat.Current.StartTime);
        _timestamp = feed.State.Time.At(own.Timestamp);
        Session = session;
        ProcessName = own.Name;
        Interval = own.Interval;
        IsFirstSample = node.Membership.ShownSince == Sample;
        HasExited = node.Phase == NodePhase.Exited;
        Depth = node.Depth;
        _user = own.User.User;
        _cgroups = own.Cgroup.Groups;
        _userNames = host.Users;
        _details = DetailsSnapshot.Of(own);
        if (_details is { Traffic: { IsKnown: true, Current.Since: > 0 and var since } }) _trafficSince = host.Clock.TimeOf(since);
        _fileCount = process.Details?.Files.Count;
        _read = (node.Process ?? node).DataSets & feed.DataSets;
        _unread = unread;
        ShownParent = parent;
        Changed = NodeChanges.In(node, Sample);
        Denied = own.Denied;
        IsLocal = host.IsLocal;
    }

    private protected ProcessSample(ProcessSample other)
    {
        _readings = other._readings;
        _command = other._command;
        _unseenChildrenCpu = other._unseenChildrenCpu;
        _machine = other._machine;
        _areDelaysCounted = other._areDelaysCounted;
        _exit = other._exit;
        _started = other._started;
        _timestamp = other._timestamp;
        _user = other._user;
        _cgroups = other._cgroups;
        _userNames = other._userNames;
        _details = other._details;
        _trafficSince = other._trafficSince;
        _fileCount = other._fileCount;
        _read = other._read;
        _unread = other._unread;
        Identity = other.Identity;
        ShownParent = other.ShownParent;
        ParentThreadId = other.ParentThreadId;
        ThreadId = other.ThreadId;
        Session = other.Session;
        Sample = other.Sample;
        ProcessName = other.ProcessName;
        Interval = other.Interval;
        IsFirstSample = other.IsFirstSample;
        HasExited = other.HasExited;
        Depth = other.Depth;
        Changed = other.Changed;
        Denied = other.Denied;
        IsLocal = other.IsLocal;
    }

    /// <summary>Creates a stand-in for a group of processes, of which nothing else is known.</summary>
    private protected ProcessSample(string name, ProcessSample any, TimeSpan? interval)
    {
        _command = ProcessCommand.Unknown;
        _machine = any._machine;
        _timestamp = any._timestamp;
        _read = any._read;
        ProcessName = name;
        Session = any.Session;
        Sample = any.Sample;
        Interval = interval;
    }

    private ProcessSample(UnreadProperties unread)
    {
        _command = ProcessCommand.Unknown;
        _machine = SampledMachine.Own;
        _unread = unread;
        Session = ProcessName = "";
    }

    /// <summary>Process identifier in the sampled /proc. For a thread, that of its process.</summary>
    [Field("/proc", Group = "Identity and lifecycle")]
    public int Id => Identity.Id;

    /// <summary>Name of the process (comm). A name that fills the kernel's 15 bytes is completed from the command line.</summary>
    [Field("stat", "cmdline", Group = "Identity and lifecycle")]
    public string ProcessName { get; }

    /// <summary>State of the process. Exited if <see cref="HasExited"/>.</summary>
    [Field(StatField.state, Group = "Identity and lifecycle", Sets = "PSBasic PSScheduling")]
    public ProcessState State => HasExited ? ProcessState.Exited : _readings.Stat.Current.State;

    /// <summary>PID of the parent. 0 if this /proc does not show a parent.</summary>
    [Field(StatField.ppid, Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public int ParentId => _readings.Stat.Current.ParentId;

    /// <summary>
    /// Start time, local, exact to a clock tick (10 ms). Null if a captured tree does not contain the boot time, or if the process started
    /// after the capture.
    /// </summary>
    [Field(StatField.starttime, "/proc/stat", Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public DateTimeOffset? StartTime => _started is { } started ? _machine.ToLocal(started) : null;

    /// <summary>The parent in the same sample. Null if the parent is not in the watch, and in events of a watch.</summary>
    [Field(Group = "Identity and lifecycle", IsSerialized = false)]
    public ProcessSample? Parent
    {
        get
        {
            if (ShownParent is null && ParentId != 0) _unread?.Note(this, nameof(Parent), ProcessDataSets.None);
            return ShownParent;
        }
    }

    /// <summary>
    /// TID of the parent's thread that forked the process, or that adopted it when the forking thread exited (task/TID/children). Null if
    /// the parent's threads are not included, for a thread, and on a kernel without these files.
    /// </summary>
    [Field("task/TID/children", Group = "Identity and lifecycle")]
    public int? ParentThreadId { get; }

    /// <summary>Start time of the process in clock ticks since boot. Together with the PID, it identifies the process.</summary>
    [Field(StatField.starttime, Unit = "ticks", Group = "Identity and lifecycle")]
    public long StartTicks => Identity.StartTicks;

    /// <summary>Name of the session that took the sample.</summary>
    [Field(Group = "Identity and lifecycle")]
    public string Session { get; }

    /// <summary>
    /// Whether the PID is valid for system calls on this machine, so that the process can be stopped or waited for. False in a captured
    /// tree and in the /proc of another PID namespace.
    /// </summary>
    [Field(Group = "Identity and lifecycle")]
    public bool IsLocal { get; }

    /// <summary>Number of the sample in its watch, starting at 1.</summary>
    [Field(Group = "Identity and lifecycle")]
    public long Sample { get; }

    /// <summary>Time of the reading, local. For a process that exited, the time of its last reading.</summary>
    [Field("clock", Group = "Identity and lifecycle")]
    public DateTimeOffset Timestamp => _machine.ToLocal(_timestamp);

    /// <summary>
    /// Length of the sample's interval, on the monotonic clock. All differences and rates cover the whole interval, also for a process that
    /// started during it, so that they add up. Null if the process existed before and has no reading from the beginning of the interval.
    /// </summary>
    [Field("clock", OfInterval = true, Group = "Identity and lifecycle")]
    public TimeSpan? Interval { get; private set; }

    /// <summary>Whether this is the first sample of the process in the watch.</summary>
    [Field(Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public bool IsFirstSample { get; }

    /// <summary>
    /// Whether the process started since the previous sample of the watch. False for every process in the first sample. With process events, also for a process that
    /// exited since, so that <see cref="HasExited"/> is true too.
    /// </summary>
    [Field(Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public bool HasStarted => IsFirstSample && Interval is not null;

    /// <summary>Whether the process exited since the previous sample. A watch emits it once more, with its last known values.</summary>
    [Field(Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public bool HasExited { get; private set; }

    /// <summary>Whether the object describes a thread, not a process.</summary>
    [Field("task", Group = "Identity and lifecycle")]
    public bool IsThread => ThreadId is not null;

    /// <summary>Thread identifier (TID). Null for a process.</summary>
    [Field("task", Group = "Identity and lifecycle")]
    public int? ThreadId { get; }

    /// <summary>What changed since the previous sample.</summary>
    [Field(Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public ProcessChanges Changed { get; }

    /// <summary>Data sets that were read of this process. Properties of the others are null.</summary>
    [Field(Group = "Identity and lifecycle")]
    public ProcessDataSets DataSets => ProcessDataSets.All & ~NotRead;

    /// <summary>Data sets that the kernel denied for this process.</summary>
    [Field(Group = "Identity and lifecycle", Sets = "PSLifecycle")]
    public ProcessDataSets Denied { get; }

    /// <summary>Level in the tree: the number of ancestors in the same watch.</summary>
    [Field(Group = "Identity and lifecycle")]
    public int Depth { get; private protected set; }

    /// <summary>
    /// PID and start time in clock ticks. Distinguishes the process from an earlier or later one with the same PID. For a thread, the
    /// identity of its process.
    /// </summary>
    [Field(StatField.starttime, Group = "Identity and lifecycle")]
    public ProcessIdentity Identity { get; }

    /// <summary>Name and PID.</summary>
    public override string ToString() => IsThread ? $"{ProcessName} ({Id}/{ThreadId})" : $"{ProcessName} ({Id})";

    /// <summary>The parent, if the watch shows it.</summary>
    internal ProcessSample? ShownParent { get; private protected set; }

    /// <summary>The data sets that were not read; the user is part of status.</summary>
    internal ProcessDataSets NotRead => ProcessDataSets.All & ~_read & ~((_read & ProcessDataSets.Status) != 0 ? ProcessDataSets.User : ProcessDataSets.None);

    /// <summary>Creates a copy whose Parent and Cgroups are null, for writers that would write objects in objects as well.</summary>
    public ProcessSample Flat()
    {
        ProcessSample copy = Unnoted();
        copy.ShownParent = null;
        copy._isFlat = true;
        return copy;
    }

    /// <summary>A sample without any data set.</summary>
    internal static ProcessSample Unread(UnreadProperties unread) => new(unread);

    /// <summary>The same sample, without recording the use of properties that were not read.</summary>
    internal ProcessSample Unnoted()
    {
        ProcessSample copy = (ProcessSample)MemberwiseClone();
        copy._unread = null;
        return copy;
    }

    /// <summary>Whether the data set of a property was read. If not, the use of the property is recorded.</summary>
    private bool IsRead(ProcessDataSets dataSet, string property)
    {
        if ((_read & dataSet) != 0) return true;
        _unread?.Note(this, property, dataSet);
        return false;
    }

    /// <summary>Properties of its machine that its files depend on.</summary>
    internal SampledMachine Machine => _machine;

    /// <summary>Increase of a counter. Null without a previous sample, and if the counter decreased.</summary>
    private static long? Increase(bool isPaired, long? now, long? before) => isPaired && now >= before ? now - before : null;

    private double? PerSecond(long? increase) => Interval is TimeSpan elapsed && elapsed > TimeSpan.Zero ? increase / elapsed.TotalSeconds : null;
}
