using Vmon.Sources.Files;

namespace Vmon.Recording;

/// <summary>The texts of a block: each is written once, and numbered in the order of its first use.</summary>
internal sealed class TextTable
{
    /// <summary>Longest text that is recorded. A class path of Java has 20 kB; a process can have a command line of megabytes.</summary>
    internal const int Longest = 32 * 1024;

    // Any user can start processes with ever new command lines, so the more a frame has, the less is recorded of each.
    private const int Much = 4 * 1024 * 1024;
    private const int MostPerFrame = 8 * 1024 * 1024;
    private const int LongestOfMany = 4096;
    private const int LongestBeyond = 64;

    private readonly Dictionary<byte[], int> _numbers = new(new ByteTextComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private int _written;

    internal TextTable() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();

    private int Room => _written switch { < Much => Longest, < MostPerFrame => LongestOfMany, _ => LongestBeyond };

    /// <summary>Whether a text is not cut.</summary>
    internal bool HasRoom(ReadOnlySpan<byte> text) => text.Length <= Room || (text.Length <= Longest && _lookup.ContainsKey(text));

    /// <summary>Begins a frame; a whole one forgets the texts of the block before.</summary>
    internal void Begin(bool isWhole)
    {
        _written = 0;
        if (isWhole) _numbers.Clear();
    }

    /// <summary>The number of a text, which is written if it is new. A long one is cut.</summary>
    internal int NumberOf(ReadOnlySpan<byte> text, ColumnWriter column, out bool isCut)
    {
        isCut = text.Length > Longest;
        if (isCut) text = text[..Longest];
        if (_lookup.TryGetValue(text, out int number)) return number;
        if (text.Length > Room)
        {
            isCut = true;
            text = text[..Room];
            if (_lookup.TryGetValue(text, out number)) return number;
        }

        number = Add(text);
        column.AddText(text);
        return number;
    }

    /// <summary>The number of a text plus one, whose length is written plus one, so that 0 can end them. 0 if it is too long to be recorded whole.</summary>
    internal int WholeNumberOf(ReadOnlySpan<byte> text, ColumnWriter column)
    {
        if (_lookup.TryGetValue(text, out int number)) return number + 1;
        if (text.Length > Room) return 0;
        number = Add(text);
        column.Add((ulong)text.Length + 1);
        column.Append(text);
        return number + 1;
    }

    private int Add(ReadOnlySpan<byte> text)
    {
        int number = _numbers.Count;
        _numbers.Add(text.ToArray(), number);
        _written += text.Length;
        return number;
    }
}
