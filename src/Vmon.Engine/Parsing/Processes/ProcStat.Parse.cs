namespace Vmon.Parsing.Processes;

internal partial struct ProcStat : IProcRecord<ProcStat>
{
    private const int FirstAfterName = 3;
    private const ulong ChildSignal = 1UL << 16; // SIGCHLD
    private const uint KernelThread = 0x00200000; // PF_KTHREAD

    // Identity and hierarchy.
    private const ulong Required = (1UL << (int)StatField.State) | (1UL << (int)StatField.ParentId) | (1UL << (int)StatField.StartTime);

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
            if (!Has(StatField.Flags)) return null;
            if ((Flags & KernelThread) != 0) return true;
            return VirtualSize == 0 && !Has(StatField.HeapStart) ? null : false;
        }
    }

    /// <summary>
    /// Whether the kernel discards its children and their usage when they exit. Kernel threads ignore all signals, and have no user-space
    /// children.
    /// </summary>
    internal readonly bool DiscardsChildren => IgnoresChildren && IsOfKernel != true;

    /// <summary>
    /// Whether the main thread exited while other threads run. The kernel then reports a zombie, and only the files of the other threads
    /// show memory, executable and command line.
    /// </summary>
    internal readonly bool HasMainThreadExited => State == ProcessState.Zombie && ThreadCount > 1;

    /// <summary>Whether the field is present and in range.</summary>
    internal readonly bool Has(StatField field) => (_unknown >> (int)field & 1) == 0;

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
        record.IsTracingRefused = reader.UInt64() == 1;
        reader.Skip(1);
        record.StackStart = reader.UInt64();
        reader.Skip(4);
        record.IgnoresChildren = (reader.UInt64() & ChildSignal) != 0;
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

        int fields = (int)StatField.ExitCode - reader.MissingCount;
        return !head.IsMalformed && head.IsAtEnd && (record._unknown & Required) == 0 && (isCut || IsOfAKernel(fields));
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
