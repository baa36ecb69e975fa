using System.Runtime.InteropServices;
using Vmon.Kernel;
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

    /// <summary>The reading thread, a process, and a thread of another one.</summary>
    internal static byte[] Tasks => MemoryMarshal.AsBytes<long>([5, 6, 7, 8, .. Task(1, 1, 0, isMain: true), .. Task(20, 19, 1, isMain: false)]).ToArray();

    /// <summary>Two unix sockets that are peers of each other, a TCP connection, and the end message.</summary>
    internal static byte[] SocketDiagnostics =>
    [
        .. Words(52, 20, 0, 0, 0x01010101, 587, 1, 0, 0x00020008, 588, 0x0004000c, 5, 6),
        .. Words(40, 20, 0, 0, 0x01010101, 588, 2, 0, 0x00020008, 587),
        .. Words(200, 20, 0, 0, 0x00000102, 0x50001f90, 0x0100007f, 0, 0, 0, 0x0200000a, 0, 0, 0, 2, 3, 0, 9, 7, 8, 1000, 46665),
        .. Words(0x0002006c, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26),
        .. Words(0x00040004),
        .. Words(20, 3, 0, 0, 0),
    ];

    private static long[] Task(int thread, int process, int parent, bool isMain)
    {
        long[] fields = [.. Enumerable.Range(1, isMain ? (int)TaskField.Count : (int)TaskField.Sequence).Select(number => (long)number)];
        fields[(int)TaskField.Pid] = thread;
        fields[(int)TaskField.Tgid] = process;
        fields[(int)TaskField.RealParentTgid] = parent;
        return fields;
    }

    private static byte[] Words(params ReadOnlySpan<uint> words) => MemoryMarshal.AsBytes(words).ToArray();
}
