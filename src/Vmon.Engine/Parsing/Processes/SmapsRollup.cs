using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Vmon.Fields;

namespace Vmon.Parsing.Processes;

/// <summary>The sizes of /proc/PID/smaps_rollup (Linux 4.14), by key, in kB.</summary>
internal struct SmapsRollup : IProcRecord<SmapsRollup>, IFieldRecord<SmapsField>
{
    private const int Count = (int)SmapsField.Locked + 1;

    private static readonly KeyTable Keys = new(Enum.GetNames<SmapsField>());

    private Sizes _sizes;
    private ulong _known;

    public static ReadOnlySpan<byte> FileName => "smaps_rollup\0"u8;

    /// <summary>The sizes, in the order of the fields. They mean nothing if they are not known.</summary>
    [UnscopedRef]
    internal Span<long> Values => _sizes;

    /// <summary>A bit for each field that is known.</summary>
    internal ulong Known
    {
        readonly get => _known;
        set => _known = value;
    }

    /// <summary>Null if the line is missing or malformed.</summary>
    public readonly long? this[SmapsField field] => (_known >> (int)field & 1) == 0 ? null : _sizes[(int)field];

    // 5616c7726000-7ffee8aff000 ---p 00000000 00:00 0                          [rollup]
    // Rss:                1784 kB
    // Pss:                 284 kB
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SmapsRollup record)
    {
        record = default;
        KeyedLines lines = new(bytes);
        while (lines.MoveNext())
        {
            int found = Keys.Find(lines.Key);
            if (found < 0) continue;
            RadixReader reader = new(lines.Value, radix: 10);
            ulong bit = 1UL << found;
            record._known = reader.TryReadKilobytes(out long size) ? record._known | bit : record._known & ~bit;
            record._sizes[found] = size;
        }

        return record._known != 0;
    }

    [InlineArray(Count)]
    private struct Sizes
    {
        private long _first;
    }
}

/// <summary>The sizes of /proc/PID/smaps_rollup. The names are the kernel's own keys, in its order.</summary>
[KernelFile("smaps_rollup")]
internal enum SmapsField
{
    Rss,
    Pss,
    Pss_Dirty,
    Pss_Anon,
    Pss_File,
    Pss_Shmem,
    Shared_Clean,
    Shared_Dirty,
    Private_Clean,
    Private_Dirty,
    Referenced,
    Anonymous,
    KSM,
    LazyFree,
    AnonHugePages,
    ShmemPmdMapped,
    FilePmdMapped,
    Shared_Hugetlb,
    Private_Hugetlb,
    Swap,
    SwapPss,
    Locked,
}
