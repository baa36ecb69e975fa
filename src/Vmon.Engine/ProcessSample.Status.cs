using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status. Null if not requested, not readable, or not provided by this kernel. A kernel thread and a zombie have no memory. Context switches
// of a process are those of its main thread.
public partial class ProcessSample
{
    private const long Kilobyte = 1024;

    /// <summary>File mode creation mask in octal, such as 0022 (Umask).</summary>
    [Field(StatusField.Umask, Group = "Status")]
    public string? Umask => Status(StatusField.Umask) is long mask ? Convert.ToString(mask, 8).PadLeft(4, '0') : null;

    /// <summary>PID of the process that traces it, such as a debugger; 0 if there is none (TracerPid).</summary>
    [Field(StatusField.TracerPid, Group = "Status")]
    public int? TracerId => (int?)Status(StatusField.TracerPid);

    /// <summary>NUMA group; 0 if there is none (Ngid).</summary>
    [Field(StatusField.Ngid, Group = "Status")]
    public int? NumaGroupId => (int?)Status(StatusField.Ngid);

    /// <summary>
    /// PIDs of the process in each PID namespace, from that of the sampled /proc to its own (NStgid). The last one is valid inside its
    /// container.
    /// </summary>
    [Field(StatusText.NStgid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceIds => Numbers(StatusText.NStgid);

    /// <summary>TIDs in the same namespaces; those of the main thread equal the PIDs (NSpid).</summary>
    [Field(StatusText.NSpid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceThreadIds => Numbers(StatusText.NSpid);

    /// <summary>Process group identifiers in the same namespaces; 0 if the group is outside of the namespace (NSpgid).</summary>
    [Field(StatusText.NSpgid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceProcessGroupIds => Numbers(StatusText.NSpgid);

    /// <summary>Session identifiers in the same namespaces; 0 if the session is outside of the namespace (NSsid).</summary>
    [Field(StatusText.NSsid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceSessionIds => Numbers(StatusText.NSsid);

    /// <summary>Allocated size of the descriptor table, not the number of open descriptors (FDSize).</summary>
    [Field(StatusField.FDSize, Unit = "count", Group = "Status")]
    public int? DescriptorTableSize => (int?)Status(StatusField.FDSize);

    /// <summary>Whether the process is dumping core (CoreDumping).</summary>
    [Field(StatusField.CoreDumping, Group = "Status")]
    public bool? IsCoreDumping => Status(StatusField.CoreDumping) is long flag ? flag != 0 : null;

    /// <summary>Whether transparent huge pages are enabled for the process (THP_enabled).</summary>
    [Field(StatusField.THP_enabled, Group = "Status")]
    public bool? IsThpEnabled => Status(StatusField.THP_enabled) is long flag ? flag != 0 : null;

    /// <summary>Mask of the address bits of a pointer (untag_mask).</summary>
    [Field(StatusField.untag_mask, Group = "Status")]
    public ulong? UntagMask => (ulong?)Status(StatusField.untag_mask);

    /// <summary>Enabled x86 thread features, such as shstk (x86_Thread_features).</summary>
    [Field(StatusText.x86_Thread_features, Group = "Status")]
    public IReadOnlyList<string>? ThreadFeatures => Words(StatusText.x86_Thread_features);

    /// <summary>Locked x86 thread features, which can no longer be changed (x86_Thread_features_locked).</summary>
    [Field(StatusText.x86_Thread_features_locked, Group = "Status")]
    public IReadOnlyList<string>? LockedThreadFeatures => Words(StatusText.x86_Thread_features_locked);

    /// <summary>CPUs on which the process may run (Cpus_allowed_list).</summary>
    [Field(StatusText.Cpus_allowed_list, Group = "Status")]
    public IReadOnlyList<int>? AllowedProcessors => Ranges(StatusText.Cpus_allowed_list);

    /// <summary>NUMA nodes from which the process may allocate memory (Mems_allowed_list).</summary>
    [Field(StatusText.Mems_allowed_list, Group = "Status")]
    public IReadOnlyList<int>? AllowedMemoryNodes => Ranges(StatusText.Mems_allowed_list);

    /// <summary>Peak virtual memory size (VmPeak).</summary>
    [Field(StatusField.VmPeak, Unit = "bytes", Group = "Memory by type")]
    public long? PeakVirtualMemory => StatusSize(StatusField.VmPeak);

    /// <summary>Peak resident memory (VmHWM).</summary>
    [Field(StatusField.VmHWM, Unit = "bytes", Group = "Memory by type")]
    public long? PeakWorkingSet => StatusSize(StatusField.VmHWM);

    /// <summary>Locked memory, which is not swapped out (VmLck).</summary>
    [Field(StatusField.VmLck, Unit = "bytes", Group = "Memory by type")]
    public long? LockedMemory => StatusSize(StatusField.VmLck);

    /// <summary>Pinned memory, which is not moved (VmPin).</summary>
    [Field(StatusField.VmPin, Unit = "bytes", Group = "Memory by type")]
    public long? PinnedMemory => StatusSize(StatusField.VmPin);

    /// <summary>Resident anonymous memory (RssAnon).</summary>
    [Field(StatusField.RssAnon, Unit = "bytes", Group = "Memory by type")]
    public long? AnonymousMemory => StatusSize(StatusField.RssAnon);

    /// <summary>Resident file mappings (RssFile).</summary>
    [Field(StatusField.RssFile, Unit = "bytes", Group = "Memory by type")]
    public long? FileMemory => StatusSize(StatusField.RssFile);

    /// <summary>Resident shared memory: System V, tmpfs and shared anonymous mappings (RssShmem).</summary>
    [Field(StatusField.RssShmem, Unit = "bytes", Group = "Memory by type")]
    public long? ShmemMemory => StatusSize(StatusField.RssShmem);

    /// <summary>Virtual size of the stack (VmStk).</summary>
    [Field(StatusField.VmStk, Unit = "bytes", Group = "Memory by type")]
    public long? StackMemory => StatusSize(StatusField.VmStk);

    /// <summary>Virtual size of the program's own code (VmExe).</summary>
    [Field(StatusField.VmExe, Unit = "bytes", Group = "Memory by type")]
    public long? ExecutableMemory => StatusSize(StatusField.VmExe);

    /// <summary>Virtual size of library code (VmLib).</summary>
    [Field(StatusField.VmLib, Unit = "bytes", Group = "Memory by type")]
    public long? LibraryMemory => StatusSize(StatusField.VmLib);

    /// <summary>Size of the page tables (VmPTE; plus VmPMD on Linux 4.0 to 4.14).</summary>
    [Field(StatusField.VmPTE, StatusField.VmPMD, Unit = "bytes", Group = "Memory by type")]
    public long? PageTableMemory => StatusSize(StatusField.VmPTE) + (StatusSize(StatusField.VmPMD) ?? 0);

    /// <summary>Anonymous memory in swap; shared memory is not counted (VmSwap).</summary>
    [Field(StatusField.VmSwap, Unit = "bytes", Group = "Memory by type")]
    public long? SwapMemory => StatusSize(StatusField.VmSwap);

    /// <summary>hugetlbfs memory, which is not part of the working set (HugetlbPages).</summary>
    [Field(StatusField.HugetlbPages, Unit = "bytes", Group = "Memory by type")]
    public long? HugetlbMemory => StatusSize(StatusField.HugetlbPages);

    /// <summary>Effective capabilities (CapEff).</summary>
    [Field(StatusField.CapEff, Group = "Security", Sets = "PSSecurity")]
    public Capabilities? EffectiveCapabilities => (Capabilities?)Status(StatusField.CapEff);

    /// <summary>Permitted capabilities: those that the process can make effective (CapPrm).</summary>
    [Field(StatusField.CapPrm, Group = "Security")]
    public Capabilities? PermittedCapabilities => (Capabilities?)Status(StatusField.CapPrm);

    /// <summary>Inheritable capabilities: kept across an exec of a file that has them (CapInh).</summary>
    [Field(StatusField.CapInh, Group = "Security")]
    public Capabilities? InheritableCapabilities => (Capabilities?)Status(StatusField.CapInh);

    /// <summary>Bounding set: the limit for capabilities gained by an exec (CapBnd).</summary>
    [Field(StatusField.CapBnd, Group = "Security")]
    public Capabilities? BoundingCapabilities => (Capabilities?)Status(StatusField.CapBnd);

    /// <summary>Ambient capabilities: kept across every unprivileged exec (CapAmb).</summary>
    [Field(StatusField.CapAmb, Group = "Security")]
    public Capabilities? AmbientCapabilities => (Capabilities?)Status(StatusField.CapAmb);

    /// <summary>Whether an exec cannot grant additional privileges (NoNewPrivs).</summary>
    [Field(StatusField.NoNewPrivs, Group = "Security", Sets = "PSSecurity")]
    public bool? NoNewPrivileges => Status(StatusField.NoNewPrivs) is long flag ? flag != 0 : null;

    /// <summary>Seccomp mode: whether system calls are filtered (Seccomp).</summary>
    [Field(StatusField.Seccomp, Group = "Security", Sets = "PSSecurity")]
    public SeccompMode? Seccomp => (SeccompMode?)Status(StatusField.Seccomp);

    /// <summary>Number of seccomp filters (Seccomp_filters).</summary>
    [Field(StatusField.Seccomp_filters, Unit = "count", Group = "Security")]
    public int? SeccompFilters => (int?)Status(StatusField.Seccomp_filters);

    /// <summary>Mitigation of speculative store bypass, in the kernel's words (Speculation_Store_Bypass).</summary>
    [Field(StatusText.Speculation_Store_Bypass, Group = "Security")]
    public string? SpeculationStoreBypass => String(StatusText.Speculation_Store_Bypass);

    /// <summary>Mitigation of indirect branch speculation, in the kernel's words (SpeculationIndirectBranch).</summary>
    [Field(StatusText.SpeculationIndirectBranch, Group = "Security")]
    public string? SpeculationIndirectBranch => String(StatusText.SpeculationIndirectBranch);

    /// <summary>Signals pending for the main thread (SigPnd).</summary>
    [Field(StatusField.SigPnd, Group = "Signals")]
    public Signals? SignalsPending => (Signals?)Status(StatusField.SigPnd);

    /// <summary>Signals pending for the process as a whole (ShdPnd).</summary>
    [Field(StatusField.ShdPnd, Group = "Signals")]
    public Signals? SharedSignalsPending => (Signals?)Status(StatusField.ShdPnd);

    /// <summary>Signals that the main thread blocks (SigBlk).</summary>
    [Field(StatusField.SigBlk, Group = "Signals")]
    public Signals? SignalsBlocked => (Signals?)Status(StatusField.SigBlk);

    /// <summary>Ignored signals (SigIgn).</summary>
    [Field(StatusField.SigIgn, Group = "Signals")]
    public Signals? SignalsIgnored => (Signals?)Status(StatusField.SigIgn);

    /// <summary>Signals that have a handler (SigCgt).</summary>
    [Field(StatusField.SigCgt, Group = "Signals")]
    public Signals? SignalsCaught => (Signals?)Status(StatusField.SigCgt);

    /// <summary>Signals queued for the real user of the process, over all of the user's processes (first number of SigQ).</summary>
    [Field(StatusField.SigQ, Unit = "count", Group = "Signals")]
    public long? SignalsQueued => Status(StatusField.SigQ);

    /// <summary>Limit of queued signals for the real user (second number of SigQ, RLIMIT_SIGPENDING).</summary>
    [Field(StatusField.SigQ_limit, Unit = "count", Group = "Signals")]
    public long? SignalsQueueLimit => Status(StatusField.SigQ_limit);

    /// <summary>Voluntary context switches in the interval: the process gave up its CPU to wait.</summary>
    [Field(StatusField.voluntary_ctxt_switches, Unit = "count", OfInterval = true, Group = "Scheduler times")]
    public long? VoluntaryContextSwitches => Switches(StatusField.voluntary_ctxt_switches);

    /// <summary>Involuntary context switches in the interval: the kernel preempted the process.</summary>
    [Field(StatusField.nonvoluntary_ctxt_switches, Unit = "count", OfInterval = true, Group = "Scheduler times")]
    public long? NonvoluntaryContextSwitches => Switches(StatusField.nonvoluntary_ctxt_switches);

    /// <summary>Voluntary context switches per second.</summary>
    [Field(StatusField.voluntary_ctxt_switches, Unit = "1/s", OfInterval = true, Group = "Scheduler times")]
    public double? VoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.voluntary_ctxt_switches));

    /// <summary>Involuntary context switches per second.</summary>
    [Field(StatusField.nonvoluntary_ctxt_switches, Unit = "1/s", OfInterval = true, Group = "Scheduler times")]
    public double? NonvoluntaryContextSwitchesRate => PerSecond(Switches(StatusField.nonvoluntary_ctxt_switches));

    /// <summary>Voluntary context switches since the process started (voluntary_ctxt_switches).</summary>
    [Field(StatusField.voluntary_ctxt_switches, Unit = "count", Group = "Scheduler times", Metric = "process.context_switches{process.context_switch.type=voluntary}")]
    public long? VoluntaryContextSwitchesTotal => Status(StatusField.voluntary_ctxt_switches);

    /// <summary>Involuntary context switches since the process started (nonvoluntary_ctxt_switches).</summary>
    [Field(StatusField.nonvoluntary_ctxt_switches, Unit = "count", Group = "Scheduler times", Metric = "process.context_switches{process.context_switch.type=involuntary}")]
    public long? NonvoluntaryContextSwitchesTotal => Status(StatusField.nonvoluntary_ctxt_switches);

    private long? Status(StatusField field, [CallerMemberName] string property = "")
    {
        if (_details is { Status: { IsKnown: true } status }) return status.Current[field];
        long? passed = _readings.Now(field);
        if (passed is null) _ = IsRead(ProcessDataSets.Status, property);
        return passed;
    }

    private bool Text(StatusText line, out ReadOnlySpan<byte> text, string property)
    {
        text = default;
        return IsRead(ProcessDataSets.Status, property) && _details is { Status.IsKnown: true } && StatusTexts.TryFind(_details.StatusTexts, line, out text);
    }

    private ValueList<int>? Numbers(StatusText line, [CallerMemberName] string property = "")
    {
        List<int> numbers = [];
        return Text(line, out ReadOnlySpan<byte> text, property) && NumberList.TryParse(text, numbers) ? new(numbers) : null;
    }

    private ValueList<int>? Ranges(StatusText line, [CallerMemberName] string property = "") =>
        Text(line, out ReadOnlySpan<byte> text, property) && RangeList.Parse(text) is { } numbers ? new(numbers) : null;

    private ValueList<string>? Words(StatusText line, [CallerMemberName] string property = "") =>
        String(line, property) is string words ? new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : null;

    private string? String(StatusText line, [CallerMemberName] string property = "") =>
        Text(line, out ReadOnlySpan<byte> text, property) ? ProcText.Decode(text) : null;

    private long? StatusSize(StatusField field, [CallerMemberName] string property = "") => Status(field, property) * Kilobyte;

    private long? Switches(StatusField field, [CallerMemberName] string property = "")
    {
        if (_details is not { Status: { IsKnown: true } reading }) return Increase(isPaired: true, Status(field, property), _readings.Before(field));
        long? before = reading.Previous.IsEmpty ? 0 : reading.Previous[field];
        return reading.Current[field] is long now && before is not null ? Increase(reading.IsPaired, now, before.Value) : null;
    }
}
