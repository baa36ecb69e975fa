using Vmon.Sources.Files;

namespace Vmon.Recording;

/// <summary>The texts of a block: each is written once, and numbered in the order of its first use.</summary>
internal sealed class TextTable
{
    /// <summary>Longest text that is recorded. A process can have a command line of megabytes.</summary>
    internal const int Longest = 4096;

    // Any user can start processes with ever new command lines.
    private const int MostPerFrame = 4 * 1024 * 1024;
    private const int LongestBeyond = 64;

    private readonly Dictionary<byte[], int> _numbers = new(new ByteTextComparer());
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private int _written;

    internal TextTable() => _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Begins a frame; a whole one forgets the texts of the block before.</summary>
    internal void Begin(bool isWhole)
    {
        _written = 0;
        if (isWhole) _numbers.Clear();
    }

    /// <summary>The number of a text, which is written if it is new.</summary>
    internal int NumberOf(ReadOnlySpan<byte> text, ColumnWriter column)
    {
        if (text.Length > Longest) text = text[..Longest];
        if (_written > MostPerFrame && text.Length > LongestBeyond) text = text[..LongestBeyond];
        if (_lookup.TryGetValue(text, out int number)) return number;
        number = _numbers.Count;
        _numbers.Add(text.ToArray(), number);
        _written += text.Length;
        column.AddText(text);
        return number;
    }
}
