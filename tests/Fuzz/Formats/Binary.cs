using System.Runtime.InteropServices;
using Vmon.Kernel;
using Vmon.Parsing.Processes;
using Vmon.Tests.Engine.Kernel;

namespace Vmon.Fuzz.Formats;

/// <summary>Examples of binary formats.</summary>
internal static class Binary
{
    /// <summary>An address, the page size, the clock tick, and the end of the vector.</summary>
    internal static byte[] AuxiliaryVector => MemoryMarshal.AsBytes<ulong>([25, 0x7ffd8000, 6, 4096, 17, 100, 0, 0]).ToArray();

    /// <summary>struct task_struct { int pid; struct { struct entity { u64 runtime; } se; }; }, and a function.</summary>
    internal static byte[] Types
    {
        get
        {
            BtfBuilder builder = new();
            int number = builder.Add(BtfKind.Integer, "int", 4, 0);
            int large = builder.Add(BtfKind.Typedef, "u64", builder.Add(BtfKind.Integer, "unsigned long", 8, 0));
            int entity = builder.Structure("entity", ("runtime", large, 64));
            int unnamed = builder.Structure("", ("se", builder.Add(BtfKind.Volatile, "", entity), 0));
            _ = builder.Structure("task_struct", ("pid", number, 32), ("", unnamed, 64));
            _ = builder.Add(BtfKind.Function, "bpf_iter_task", builder.Add(BtfKind.Prototype, "", 0));
            return builder.Bytes();
        }
    }

    internal static byte[] Tasks => MemoryMarshal.AsBytes<TaskRun>(
    [
        new TaskRun { ThreadId = 1, ProcessId = 1, RunTime = 5, Slices = 6, StartTime = 7, Io = new IoCounters { ReadChars = 8, WriteBytes = 9 } },
        new TaskRun { ThreadId = 20, ProcessId = 19, RunTime = 50, Slices = 60, OnCpu = 1, ParentId = 1, StartTime = 70 },
    ]).ToArray();

    /// <summary>Two sockets that are peers of each other, and the end message.</summary>
    internal static byte[] UnixDiagnostics =>
    [
        .. Words(52, 20, 0, 0, 0x01010101, 587, 0, 0, 0x00020008, 588, 0x0004000c, 5, 6),
        .. Words(40, 20, 0, 0, 0x01010101, 588, 0, 0, 0x00020008, 587),
        .. Words(16, 3, 0, 0),
    ];

    private static byte[] Words(params ReadOnlySpan<uint> words) => MemoryMarshal.AsBytes(words).ToArray();
}
