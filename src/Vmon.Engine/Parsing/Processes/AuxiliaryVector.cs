using System.Buffers.Binary;

namespace Vmon.Parsing.Processes;

/// <summary>Properties of a machine from /proc/PID/auxv.</summary>
internal readonly record struct AuxiliaryVector(long PageSize, long TicksPerSecond, bool IsBigEndian)
{
    private const ulong PageSizeType = 6;
    private const ulong ClockTickType = 17;
    private const ulong MostTypes = 256;
    private const ulong LeastPage = 4096;
    private const ulong MostPage = 1 << 20;
    private const ulong MostTicks = 100_000;

    /// <summary>False unless the words are valid in exactly one size and byte order.</summary>
    // Pairs of words of the process: a type (linux/auxvec.h) and its value. Type 0 ends them.
    // 33 7ffd8a5e3000 | 16 bfebfbff | 6 4096 | 17 100 | ... | 0 0
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out AuxiliaryVector vector)
    {
        vector = default;
        int found = 0;
        foreach (int size in (ReadOnlySpan<int>)[sizeof(ulong), sizeof(uint)])
        {
            foreach (bool isBigEndian in (ReadOnlySpan<bool>)[false, true])
            {
                if (!TryParse(bytes, size, isBigEndian, out AuxiliaryVector read)) continue;
                vector = read;
                found++;
            }
        }

        return found == 1;
    }

    private static bool TryParse(ReadOnlySpan<byte> bytes, int size, bool isBigEndian, out AuxiliaryVector vector)
    {
        ulong page = 0;
        ulong ticks = 0;
        vector = default;
        for (; bytes.Length >= 2 * size; bytes = bytes[(2 * size)..])
        {
            ulong type = Word(bytes, size, isBigEndian);
            ulong value = Word(bytes[size..], size, isBigEndian);
            if (type == 0) break;
            if (type > MostTypes) return false;
            if (type == PageSizeType) page = value;
            if (type == ClockTickType) ticks = value;
        }

        if (page is < LeastPage or > MostPage || !ulong.IsPow2(page) || ticks is 0 or > MostTicks) return false;
        vector = new AuxiliaryVector((long)page, (long)ticks, isBigEndian);
        return true;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int size, bool isBigEndian) => (size, isBigEndian) switch
    {
        (sizeof(uint), false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        (sizeof(uint), true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
    };
}
