using System.Runtime.InteropServices;
using Vmon.Fields;

namespace Vmon.Parsing.Processes;

/// <summary>
/// The fields of /proc/PID/stat that are in use; proc_pid_stat(5) numbers them. The file has times in clock ticks; <see cref="ToNanoseconds"/> converts all except
/// the start time, which identifies the process. A field that <see cref="Has"/> denies is zero.
/// </summary>
internal struct ProcStat : IProcRecord<ProcStat>, IFieldRecord<StatField>
{
    /// <summary>SIGCHLD in a mask of signals.</summary>
    internal const ulong ChildSignal = 1UL << 16;

    private const int FirstAfterName = 3;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const uint KernelThread = 0x00200000; // PF_KTHREAD
    private const uint WorkerThread = 0x00000020; // PF_WQ_WORKER

    // Identity and hierarchy.
    private const ulong Required = (1UL << (int)StatField.state) | (1UL << (int)StatField.ppid) | (1UL << (int)StatField.starttime);

    private static readonly ulong Shared = BitsOfShared();

    private static readonly ulong All = Enum.GetValues<StatField>().Aggregate(0UL, (bits, field) => bits | Bit(field));

    internal Comm Comm;
    internal ProcessState State;
    internal int Id;
    internal int ParentId;
    internal int ProcessGroup;
    internal int SessionId;
    internal int Terminal;
    internal int ForegroundGroup;
    internal uint Flags;
    internal int Priority;
    internal int Nice;
    internal int ThreadCount;
    internal int ExitSignal;
    internal int Processor;
    internal int RealTimePriority;
    internal int Policy;

    /// <summary>Wait status of a zombie; 0 also without permission to trace it. Meaningless for a running process.</summary>
    internal int ExitCode;

    internal long MinorFaults;
    internal long ChildMinorFaults;
    internal long MajorFaults;
    internal long ChildMajorFaults;
    internal long UserTime;
    internal long SystemTime;
    internal long ChildUserTime;
    internal long ChildSystemTime;

    /// <summary>User and system time in nanoseconds, exact if a source knows it. The file has only the two, each cut off to a clock tick.</summary>
    internal long RunTime;

    internal long StartTime;
    internal long VirtualSize;

    /// <summary>Approximate: the kernel omits per-CPU counts that are not summed yet. statm is exact.</summary>
    internal long ResidentPages;

    internal ulong ResidentLimit;
    internal ulong CodeStart;
    internal ulong StackStart;
    internal ulong IgnoredSignals;
    internal long BlockIoDelay;
    internal long GuestTime;
    internal long ChildGuestTime;

    // A bit for each unknown field. The default record of zeros is that of a process at its start.
    private ulong _unknown;

    /// <summary>A bit for each field that is unknown, by its number.</summary>
    internal ulong Unknown
    {
        readonly get => _unknown;
        set => _unknown = value;
    }

    public static ReadOnlySpan<byte> FileName => "stat\0"u8;

    /// <summary>Whether it describes a thread other than the main one: only a process has an exit signal.</summary>
    internal readonly bool IsOfThread => ExitSignal < 0;

    /// <summary>
    /// Whether it describes a kernel thread. Null if the flags are unknown, and for a task without memory on a kernel that may predate the
    /// flag (2.6.27).
    /// </summary>
    internal readonly bool? IsOfKernel
    {
        get
        {
            if (!Has(StatField.flags)) return null;
            if ((Flags & KernelThread) != 0) return true;
            return VirtualSize == 0 && !Has(StatField.exit_code) ? null : false;
        }
    }

    /// <summary>Whether it describes a worker thread of the kernel, whose name in the file tells what it does.</summary>
    internal readonly bool IsOfWorker => (Flags & WorkerThread) != 0;

    /// <summary>
    /// Whether the reader lacks permission to trace it: the kernel then writes 1 for the start of the code, and zeros for other addresses.
    /// </summary>
    internal readonly bool IsTracingRefused => CodeStart == 1;

    /// <summary>
    /// Whether the kernel discards its children and their usage when they exit. Kernel threads ignore all signals, and have no user-space
    /// children.
    /// </summary>
    internal readonly bool DiscardsChildren => (IgnoredSignals & ChildSignal) != 0 && IsOfKernel != true;

    /// <summary>
    /// Whether the main thread exited while other threads run. The kernel then reports a zombie, and only the files of the other threads
    /// show memory, executable and command line.
    /// </summary>
    internal readonly bool HasMainThreadExited => State == ProcessState.Zombie && ThreadCount > 1;

    /// <summary>Whether the file of the process, or of a thread, was read while the kernel removed it. Its own times are 0 then, and its parent, group and session too or -1.</summary>
    internal readonly bool IsOfReaped => ThreadCount == 0 && Has(StatField.num_threads);

    /// <summary>Marks fields that a record has which is not from the file. The others are unknown.</summary>
    internal void KnowOnly(params ReadOnlySpan<StatField> known)
    {
        _unknown = All;
        Know(known);
    }

    /// <summary>Marks more fields that it has.</summary>
    internal void Know(params ReadOnlySpan<StatField> known)
    {
        foreach (StatField field in known) _unknown &= ~Bit(field);
    }

    /// <summary>Whether the field is present and in range.</summary>
    internal readonly bool Has(StatField field) => (_unknown >> (int)field & 1) == 0;

    /// <summary>The number of a field in 64 bits, that of the letter for the state. Null if it is missing or out of range.</summary>
    public readonly long? this[StatField field] => Has(field) ? Number(field) : null;

    /// <summary>As the indexer, but 0 for an unknown field.</summary>
    internal readonly long Number(StatField field) => field switch
    {
        StatField.state => (long)State,
        StatField.ppid => ParentId,
        StatField.pgrp => ProcessGroup,
        StatField.session => SessionId,
        StatField.tty_nr => Terminal,
        StatField.tpgid => ForegroundGroup,
        StatField.flags => Flags,
        StatField.minflt => MinorFaults,
        StatField.cminflt => ChildMinorFaults,
        StatField.majflt => MajorFaults,
        StatField.cmajflt => ChildMajorFaults,
        StatField.utime => UserTime,
        StatField.stime => SystemTime,
        StatField.cutime => ChildUserTime,
        StatField.cstime => ChildSystemTime,
        StatField.priority => Priority,
        StatField.nice => Nice,
        StatField.num_threads => ThreadCount,
        StatField.starttime => StartTime,
        StatField.vsize => VirtualSize,
        StatField.rss => ResidentPages,
        StatField.rsslim => (long)ResidentLimit,
        StatField.startcode => (long)CodeStart,
        StatField.startstack => (long)StackStart,
        StatField.sigignore => (long)IgnoredSignals,
        StatField.exit_signal => ExitSignal,
        StatField.processor => Processor,
        StatField.rt_priority => RealTimePriority,
        StatField.policy => Policy,
        StatField.delayacct_blkio_ticks => BlockIoDelay,
        StatField.guest_time => GuestTime,
        StatField.cguest_time => ChildGuestTime,
        StatField.exit_code => ExitCode,
        _ => 0,
    };

    /// <summary>Sets the number of a field, as <see cref="Number"/> returns it.</summary>
    internal void Set(StatField field, long number)
    {
        switch (field)
        {
            case StatField.state: State = (ProcessState)number; break;
            case StatField.ppid: ParentId = (int)number; break;
            case StatField.pgrp: ProcessGroup = (int)number; break;
            case StatField.session: SessionId = (int)number; break;
            case StatField.tty_nr: Terminal = (int)number; break;
            case StatField.tpgid: ForegroundGroup = (int)number; break;
            case StatField.flags: Flags = (uint)number; break;
            case StatField.minflt: MinorFaults = number; break;
            case StatField.cminflt: ChildMinorFaults = number; break;
            case StatField.majflt: MajorFaults = number; break;
            case StatField.cmajflt: ChildMajorFaults = number; break;
            case StatField.utime: UserTime = number; break;
            case StatField.stime: SystemTime = number; break;
            case StatField.cutime: ChildUserTime = number; break;
            case StatField.cstime: ChildSystemTime = number; break;
            case StatField.priority: Priority = (int)number; break;
            case StatField.nice: Nice = (int)number; break;
            case StatField.num_threads: ThreadCount = (int)number; break;
            case StatField.starttime: StartTime = number; break;
            case StatField.vsize: VirtualSize = number; break;
            case StatField.rss: ResidentPages = number; break;
            case StatField.rsslim: ResidentLimit = (ulong)number; break;
            case StatField.startcode: CodeStart = (ulong)number; break;
            case StatField.startstack: StackStart = (ulong)number; break;
            case StatField.sigignore: IgnoredSignals = (ulong)number; break;
            case StatField.exit_signal: ExitSignal = (int)number; break;
            case StatField.processor: Processor = (int)number; break;
            case StatField.rt_priority: RealTimePriority = (int)number; break;
            case StatField.policy: Policy = (int)number; break;
            case StatField.delayacct_blkio_ticks: BlockIoDelay = number; break;
            case StatField.guest_time: GuestTime = number; break;
            case StatField.cguest_time: ChildGuestTime = number; break;
            case StatField.exit_code: ExitCode = (int)number; break;
        }
    }

    // 1    2      3 4 5    6    7     8    9       10   11 12 13 14  15 16 17 18 19 20 21 22     23       24   25
    // 1234 (bash) S 1 1234 1234 34816 1234 4194304 1500 99 1  0  100 50 10 5  20 0  1  0  123456 10000000 1200 18446744073709551615
    // 26-28 (code and stack) 29-32 33 (ignored signals, as a mask) 34-37             38 39 40 41 42 43 44 45-51           52
    // 1 1 140722 0 0 0 65536 4 65538 1 0 0                                                     17 1  0  0  0  0  0  0 0 0 0 0 0 0    0
    // The name may contain anything, including ')' and ' '; the following fields do not, so the last ')' ends it. A missing field would shift
    // the following ones, so the number of fields must be that of a kernel version. A line without an end is truncated; the fields
    // before the cut are valid.
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcStat record)
    {
        record = default;
        ReadOnlySpan<byte> line = ByteReader.WholeFields(bytes, out bool isCut);
        int open = line.IndexOf("("u8);
        int close = line.LastIndexOf(")"u8);
        if (open < 1 || close < open || close - open - 1 > Comm.Capacity) return false;

        ByteReader head = new(line[..open]);
        record.Id = head.Number();
        record.Comm = new Comm(line[(open + 1)..close]);

        ByteReader reader = new(line[(close + 1)..], FirstAfterName);
        record.State = ToState(reader.Letter());
        record.ParentId = reader.Number();
        record.ProcessGroup = reader.Int32();
        record.SessionId = reader.Int32();
        record.Terminal = reader.Int32();
        record.ForegroundGroup = reader.Int32();
        record.Flags = reader.UInt32();
        record.MinorFaults = reader.Count();
        record.ChildMinorFaults = reader.Count();
        record.MajorFaults = reader.Count();
        record.ChildMajorFaults = reader.Count();
        record.UserTime = reader.Ticks();
        record.SystemTime = reader.Ticks();
        record.ChildUserTime = reader.Ticks();
        record.ChildSystemTime = reader.Ticks();
        record.Priority = reader.Int32();
        record.Nice = reader.Int32();
        record.ThreadCount = reader.Number();
        reader.Skip(1);
        record.StartTime = reader.Ticks();
        record.VirtualSize = reader.Count();
        record.ResidentPages = reader.Count();
        record.ResidentLimit = reader.UInt64();
        record.CodeStart = reader.UInt64();
        reader.Skip(1);
        record.StackStart = reader.UInt64();
        reader.Skip(4);
        record.IgnoredSignals = reader.UInt64();
        reader.Skip(4);
        record.ExitSignal = reader.Int32();
        record.Processor = reader.Number();
        record.RealTimePriority = reader.Number();
        record.Policy = reader.Number();
        record.BlockIoDelay = reader.Ticks();
        record.GuestTime = reader.Ticks();
        record.ChildGuestTime = reader.Ticks();
        reader.Skip(7);
        record.ExitCode = reader.Int32();
        record._unknown = reader.Unknown;

        int fields = (int)StatField.exit_code - reader.MissingCount;
        return !head.IsMalformed && head.IsAtEnd && (record._unknown & Required) == 0 && (isCut || IsOfAKernel(fields));
    }

    /// <summary>Converts the times from clock ticks, once. A time that is too long is unknown.</summary>
    internal void ToNanoseconds(long ticksPerSecond)
    {
        Convert(ref UserTime, StatField.utime, ticksPerSecond);
        Convert(ref SystemTime, StatField.stime, ticksPerSecond);
        Convert(ref ChildUserTime, StatField.cutime, ticksPerSecond);
        Convert(ref ChildSystemTime, StatField.cstime, ticksPerSecond);
        Convert(ref BlockIoDelay, StatField.delayacct_blkio_ticks, ticksPerSecond);
        Convert(ref GuestTime, StatField.guest_time, ticksPerSecond);
        Convert(ref ChildGuestTime, StatField.cguest_time, ticksPerSecond);
        RunTime = UserTime + SystemTime;
    }

    /// <summary>Copies the fields that all threads of a process share, and that the kernel writes into the stat of each.</summary>
    internal void TakeShared(in ProcStat process)
    {
        CopyShared(process);
        _unknown = (_unknown & ~Shared) | (process._unknown & Shared);
    }

    private static ulong Bit(StatField field) => 1UL << (int)field;

    private void Convert(ref long time, StatField field, long ticksPerSecond)
    {
        (long seconds, long ticks) = Math.DivRem(time, ticksPerSecond);
        bool isPossible = seconds < long.MaxValue / NanosecondsPerSecond;
        time = isPossible ? (seconds * NanosecondsPerSecond) + (ticks * NanosecondsPerSecond / ticksPerSecond) : 0;
        if (!isPossible) _unknown |= Bit(field);
    }

    private void CopyShared(in ProcStat process)
    {
        ParentId = process.ParentId;
        ProcessGroup = process.ProcessGroup;
        SessionId = process.SessionId;
        Terminal = process.Terminal;
        ForegroundGroup = process.ForegroundGroup;
        ChildMinorFaults = process.ChildMinorFaults;
        ChildMajorFaults = process.ChildMajorFaults;
        ChildUserTime = process.ChildUserTime;
        ChildSystemTime = process.ChildSystemTime;
        ChildGuestTime = process.ChildGuestTime;
        ThreadCount = process.ThreadCount;
        VirtualSize = process.VirtualSize;
        ResidentPages = process.ResidentPages;
        ResidentLimit = process.ResidentLimit;
        IgnoredSignals = process.IgnoredSignals;
    }

    // The fields that an empty record has after a copy from a record without zeros.
    private static ulong BitsOfShared()
    {
        ProcStat full = default;
        MemoryMarshal.AsBytes(new Span<ProcStat>(ref full)).Fill(1);
        ProcStat copy = default;
        copy.CopyShared(full);
        return Enum.GetValues<StatField>().Where(field => copy.Number(field) != 0).Aggregate(0UL, (bits, field) => bits | (1UL << (int)field));
    }

    // Linux 2.6.0 to 2.6.17 writes 39 fields, 2.6.18 42, 2.6.24 44, 3.3 47, 3.5 52; later kernels may add more.
    private static bool IsOfAKernel(int fields) => fields is 39 or 42 or 44 or 47 or 52;

    private static ProcessState ToState(byte letter) => letter switch
    {
        (byte)'x' => ProcessState.Dead,
        (byte)'R' or (byte)'S' or (byte)'D' or (byte)'T' or (byte)'t' or (byte)'Z' or (byte)'X'
            or (byte)'I' or (byte)'P' or (byte)'W' or (byte)'K' => (ProcessState)letter,
        _ => ProcessState.Unknown,
    };
}

/// <summary>Fields of /proc/PID/stat, by the names and numbers that proc_pid_stat(5) gives them.</summary>
[KernelFile("stat")]
internal enum StatField
{
    state = 3,
    ppid = 4,
    pgrp = 5,
    session = 6,
    tty_nr = 7,
    tpgid = 8,
    flags = 9,
    minflt = 10,
    cminflt = 11,
    majflt = 12,
    cmajflt = 13,
    utime = 14,
    stime = 15,
    cutime = 16,
    cstime = 17,
    priority = 18,
    nice = 19,
    num_threads = 20,
    starttime = 22,
    vsize = 23,
    rss = 24,
    rsslim = 25,
    startcode = 26,
    startstack = 28,
    sigignore = 33,
    exit_signal = 38,
    processor = 39,
    rt_priority = 40,
    policy = 41,
    delayacct_blkio_ticks = 42,
    guest_time = 43,
    cguest_time = 44,
    exit_code = 52,
}
