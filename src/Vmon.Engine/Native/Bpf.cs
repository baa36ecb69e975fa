using System.Runtime.InteropServices;

namespace Vmon.Native;

/// <summary>bpf(2), for which libc has no function.</summary>
internal static unsafe partial class Bpf
{
    internal const int CreateMap = 0;
    internal const int LookUpElement = 1;
    internal const int DeleteElement = 3;
    internal const int LoadProgram = 5;
    internal const int DescribeObject = 15;
    internal const int OpenRawTracepoint = 17;
    internal const int LookUpBatch = 24;
    internal const int CreateLink = 28;
    internal const int CreateIterator = 33;

    internal const uint Tracing = 26;
    internal const uint TraceRawTracepoint = 23;
    internal const uint TraceExitOfFunction = 25;
    internal const uint TraceIterator = 28;

    /// <summary>BPF_F_SLEEPABLE</summary>
    internal const uint Sleepable = 1 << 4;

    /// <summary>Number of the system call. Null if unknown for the architecture.</summary>
    internal static int? NumberOf(Architecture architecture) => architecture switch
    {
        Architecture.X64 => 321,
        Architecture.Arm64 => 280,
        _ => null,
    };

    /// <summary>Returns descriptors that are closed on exec.</summary>
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint Call(nint number, nint command, void* attributes, nint size);
}

/// <summary>union bpf_attr of BPF_PROG_LOAD. All other fields are zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal unsafe struct BpfProgramAttributes
{
    [FieldOffset(0)]
    internal uint Type;

    [FieldOffset(4)]
    internal int InstructionCount;

    [FieldOffset(8)]
    internal BpfInstruction* Instructions;

    [FieldOffset(16)]
    internal byte* Licence;

    [FieldOffset(24)]
    internal int LogLevel;

    [FieldOffset(28)]
    internal int LogSize;

    [FieldOffset(32)]
    internal byte* Log;

    [FieldOffset(44)]
    internal uint Flags;

    [FieldOffset(48)]
    internal fixed byte Name[16];

    [FieldOffset(68)]
    internal uint ExpectedAttachType;

    [FieldOffset(108)]
    internal int AttachTypeId;
}

/// <summary>union bpf_attr of BPF_LINK_CREATE, for an iterator or a tracepoint.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal unsafe struct BpfLinkAttributes
{
    [FieldOffset(0)]
    internal int Program;

    [FieldOffset(8)]
    internal uint AttachType;

    /// <summary>To which an iterator is restricted. Null for none.</summary>
    [FieldOffset(16)]
    internal BpfTaskInfo* Task;

    [FieldOffset(24)]
    internal int TaskLength;
}

/// <summary>union bpf_iter_link_info, for an iterator over what one task has (kernel 6.1).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BpfTaskInfo
{
    internal int ThreadId;
    internal int ProcessId;
    internal int ProcessDescriptor;
}

/// <summary>union bpf_attr of BPF_MAP_CREATE. All other fields are zero.</summary>
[StructLayout(LayoutKind.Explicit, Size = 72)]
internal unsafe struct BpfMapAttributes
{
    [FieldOffset(0)]
    internal uint Type;

    [FieldOffset(4)]
    internal int KeySize;

    [FieldOffset(8)]
    internal int ValueSize;

    [FieldOffset(12)]
    internal int Count;

    [FieldOffset(16)]
    internal uint Flags;

    [FieldOffset(28)]
    internal fixed byte Name[16];
}

/// <summary>union bpf_attr of the commands for one element of a map.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal unsafe struct BpfElementAttributes
{
    [FieldOffset(0)]
    internal int Map;

    [FieldOffset(8)]
    internal void* Key;

    [FieldOffset(16)]
    internal void* Value;
}

/// <summary>union bpf_attr of the commands for many elements of a map.</summary>
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct BpfBatchAttributes
{
    /// <summary>Where to begin. Null for the beginning.</summary>
    [FieldOffset(0)]
    internal uint* From;

    /// <summary>Receives where the next batch begins.</summary>
    [FieldOffset(8)]
    internal uint* To;

    [FieldOffset(16)]
    internal void* Keys;

    [FieldOffset(24)]
    internal void* Values;

    /// <summary>How many fit, and how many there are.</summary>
    [FieldOffset(32)]
    internal int Count;

    [FieldOffset(36)]
    internal int Map;
}

/// <summary>union bpf_attr of BPF_RAW_TRACEPOINT_OPEN. A program that knows its tracepoint by type needs no name.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct BpfTracepointAttributes
{
    [FieldOffset(8)]
    internal int Program;
}

/// <summary>union bpf_attr of BPF_OBJ_GET_INFO_BY_FD.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct BpfInfoAttributes
{
    [FieldOffset(0)]
    internal int Descriptor;

    [FieldOffset(4)]
    internal int Length;

    [FieldOffset(8)]
    internal BpfProgramInfo* Info;
}

/// <summary>struct bpf_prog_info, as far as it is used.</summary>
[StructLayout(LayoutKind.Explicit, Size = 232)]
internal struct BpfProgramInfo
{
    /// <summary>Nanoseconds and number of its runs, which the kernel counts only while kernel.bpf_stats_enabled is 1.</summary>
    [FieldOffset(192)]
    internal long RunTime;

    [FieldOffset(200)]
    internal long Runs;

    /// <summary>How often it did not run because it was running already on that CPU. Zero before kernel 5.12.</summary>
    [FieldOffset(208)]
    internal long Misses;
}

/// <summary>union bpf_attr of BPF_ITER_CREATE.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BpfIteratorAttributes
{
    internal int Link;
    internal uint Flags;
}
