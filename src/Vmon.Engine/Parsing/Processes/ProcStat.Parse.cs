namespace Vmon.Parsing;

internal partial struct ProcStat : IProcRecord<ProcStat>
{
    private const int FieldsUntilProcessor = 39;
    private const int FieldsUntilBlockIoDelay = 42;
    private const int FieldsUntilChildGuestTime = 44;
    private const int FieldsUntilHeapStart = 47;
    private const int FieldsUntilExitCode = 52;
    private const ulong ChildSignal = 1UL << 16; // SIGCHLD
    private const uint KernelThread = 0x00200000; // PF_KTHREAD

    public static ReadOnlySpan<byte> FileName => "stat\0"u8;

    /// <summary>Whether the kernel accounts real-time priority and policy (2.6.20) and block IO delay (2.6.18).</summary>
    internal readonly bool HasBlockIoDelay => FieldCount >= FieldsUntilBlockIoDelay;

    /// <summary>Whether the kernel accounts guest time (2.6.24).</summary>
    internal readonly bool HasGuestTime => FieldCount >= FieldsUntilChildGuestTime;

    /// <summary>Whether it is of a thread that is not its process's main one: only the end of a process is signalled to anybody.</summary>
    internal readonly bool IsOfThread => ExitSignal < 0;

    /// <summary>Whether it is of a thread of the kernel.</summary>
    internal readonly bool IsOfKernel => (Flags & KernelThread) != 0;

    /// <summary>Whether the kernel discards its children as they exit, with what they used. Threads of the kernel ignore all signals, and have no programs as children.</summary>
    internal readonly bool DiscardsChildren => IgnoresChildren && !IsOfKernel;

    /// <summary>
    /// Whether the main thread has ended and others live on. The kernel then calls the process a zombie, and what belongs to all threads
    /// (memory, executable, command line) is told by the files of the others only.
    /// </summary>
    internal readonly bool HasMainThreadEnded => State == ProcessState.Zombie && ThreadCount > 1;

    // 1    2      3 4 5    6    7     8    9       10   11 12 13 14  15 16 17 18 19 20 21 22     23       24   25
    // 1234 (bash) S 1 1234 1234 34816 1234 4194304 1500 99 1  0  100 50 10 5  20 0  1  0  123456 10000000 1200 18446744073709551615
    // 26-28 (code and stack) 29-32 (registers, signals) 33 (ignored signals, as a mask) 34 (caught) 35 (wait address) 36-37 (swap, unused) 38 39 40 41 42 43 44 45-52
    // 1 1 140722 0 0 0 65536 4 65538 1 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0
    // The name may hold anything, ')' and ' ' included; nothing after it does, so the last ')' ends it. A number that was lost or cut
    // would move those behind it into each other's places: the kernels are known by how many they write, and the line by its end.
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcStat record)
    {
        record = default;
        int open = bytes.IndexOf("("u8);
        int close = bytes.LastIndexOf(")"u8);
        if (open < 1 || close < open || close - open - 1 > Comm.Capacity || bytes[^1] != '\n') return false;

        ByteReader head = new(bytes[..open]);
        record.Id = head.Number();
        record.Comm = new Comm(bytes[(open + 1)..close]);

        ByteReader reader = new(bytes[(close + 1)..]);
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
        record.FieldCount = FieldsUntilProcessor;

        if (!reader.IsAtEnd)
        {
            record.RealTimePriority = reader.Number();
            record.Policy = reader.Number();
            record.BlockIoDelay = reader.Ticks();
            record.FieldCount = FieldsUntilBlockIoDelay;
        }

        if (!reader.IsAtEnd)
        {
            record.GuestTime = reader.Ticks();
            record.ChildGuestTime = reader.Ticks();
            record.FieldCount = FieldsUntilChildGuestTime;
        }

        int fields = record.FieldCount + reader.Rest.Count((byte)' ');
        return !head.IsMalformed && head.IsAtEnd && !reader.IsMalformed
            && fields is FieldsUntilProcessor or FieldsUntilBlockIoDelay or FieldsUntilChildGuestTime or FieldsUntilHeapStart or >= FieldsUntilExitCode;
    }

    private static ProcessState ToState(byte letter) => letter switch
    {
        (byte)'x' => ProcessState.Dead,
        (byte)'R' or (byte)'S' or (byte)'D' or (byte)'T' or (byte)'t' or (byte)'Z' or (byte)'X'
            or (byte)'I' or (byte)'P' or (byte)'W' or (byte)'K' => (ProcessState)letter,
        _ => ProcessState.Unknown,
    };
}
