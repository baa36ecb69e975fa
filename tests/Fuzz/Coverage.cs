using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Vmon.Fuzz;

/// <summary>Branches of the instrumented parsers that inputs reached. If counts matter, also how often, in the classes that AFL uses.</summary>
internal sealed unsafe class Coverage(bool counts)
{
    private const int Size = 1 << 16;

    // Never freed: instrumented code may write to it at any time.
    private readonly byte* _map = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    /// <summary>Number of branches that any input reached.</summary>
    internal int Edges { get; private set; }

    internal void Begin()
    {
        new Span<byte>(_map, Size).Clear();
        Trace.SharedMem = _map;
        Trace.PrevLocation = 0;
    }

    /// <summary>Returns whether the last input reached a new branch, or one more often than before.</summary>
    internal bool End()
    {
        bool isNew = false;
        ReadOnlySpan<byte> map = new(_map, Size);
        for (int at = 0; map[at..].IndexOfAnyExcept((byte)0) is var next and >= 0; at++)
        {
            at += next;
            byte taken = counts ? Class(map[at]) : (byte)1;
            if ((taken & ~_seen[at]) == 0) continue;
            if (_seen[at] == 0) Edges++;
            _seen[at] |= taken;
            isNew = true;
        }

        return isNew;
    }

    private static byte Class(byte count) => count switch
    {
        1 => 1,
        2 => 2,
        3 => 4,
        < 8 => 8,
        < 16 => 16,
        < 32 => 32,
        < 128 => 64,
        _ => 128,
    };
}
