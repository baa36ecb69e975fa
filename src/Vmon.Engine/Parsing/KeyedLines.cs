using System.Text;

namespace Vmon.Parsing;

/// <summary>The lines "key: value" of a file. Skips lines without a colon, and a truncated last line.</summary>
internal ref struct KeyedLines(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>The whole line, its end included.</summary>
    internal ReadOnlySpan<byte> Line { get; private set; }

    internal ReadOnlySpan<byte> Key { get; private set; }

    /// <summary>The text after the first colon. Further colons are part of it.</summary>
    internal ReadOnlySpan<byte> Value { get; private set; }

    internal bool MoveNext()
    {
        while (_rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            Line = _rest[..(end + 1)];
            _rest = _rest[(end + 1)..];
            int colon = Line.IndexOf((byte)':');
            if (colon < 0) continue;
            Key = Line[..colon];
            Value = Line[(colon + 1)..end];
            return true;
        }

        return false;
    }
}

/// <summary>The requested keys of a "key: value" file. Finds the index of a key without creating a string.</summary>
internal sealed class KeyTable
{
    private const int Slots = 512;

    private readonly byte[][] _keys;

    // Indexes plus one, so that an empty slot is 0. Colliding keys occupy the following slots.
    private readonly byte[] _slots = new byte[Slots];

    internal KeyTable(params ReadOnlySpan<string> keys)
    {
        _keys = new byte[keys.Length][];
        for (int place = 0; place < keys.Length; place++)
        {
            byte[] key = _keys[place] = Encoding.UTF8.GetBytes(keys[place]);
            int slot = SlotOf(key);
            while (_slots[slot] != 0) slot = (slot + 1) % Slots;
            _slots[slot] = (byte)(place + 1);
        }
    }

    /// <summary>The key with an index.</summary>
    internal ReadOnlySpan<byte> this[int index] => _keys[index];

    /// <summary>Index of a key; -1 if it is not requested.</summary>
    internal int Find(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty) return -1;
        for (int slot = SlotOf(key); _slots[slot] is var found and not 0; slot = (slot + 1) % Slots)
            if (key.SequenceEqual(_keys[found - 1])) return found - 1;
        return -1;
    }

    // The Vm lines, the Cap lines and the Sig lines differ near their ends.
    private static int SlotOf(ReadOnlySpan<byte> key) => (key[0] + (key[^1] * 7) + (key[key.Length / 2] * 31) + (key.Length * 57)) % Slots;
}
