using Vmon.Sources.Machine;

namespace Vmon.Recording.Machine;

/// <summary>A text without its numbers: the bytes between them, and how each number is written.</summary>
internal sealed class TextShape
{
    /// <summary>Longest text that is recorded.</summary>
    internal const int LongestText = SystemTexts.Longest;

    /// <summary>Most numbers that are recorded as such; 1,000 interrupts on 1,024 CPUs have a million. Further ones are bytes.</summary>
    internal const int MostNumbers = 2 * 1024 * 1024;

    private const int WidestNumber = 255;

    private byte[] _bytes = [];
    private int _length;
    private NumberPlace[] _places = [];

    /// <summary>Number of the numbers.</summary>
    internal int Count { get; private set; }

    /// <summary>Takes the shape of a text, and its numbers.</summary>
    internal void Take(ReadOnlySpan<byte> text, ref long[] numbers)
    {
        Clear();
        int begin = 0;
        int position = 0;
        while (Count < MostNumbers && text[position..].IndexOfAnyInRange((byte)'0', (byte)'9') is var next and >= 0)
        {
            position += next;
            int length = TextNumber.Read(text[position..], out long value, out int decimals);
            if (length == 0)
            {
                position += TextNumber.CountDigits(text[position..]);
                continue;
            }

            // One blank of several stays a separator, so that a number can have all of its width: "MemFree:     1234 kB".
            int blanks = Math.Min(position - begin - 1 - text[begin..position].LastIndexOfAnyExcept((byte)' '), WidestNumber);
            int width = blanks > 1 ? Math.Min(blanks - 1 + length, WidestNumber) : 0;
            int end = width > length ? position - (width - length) : position;
            if (Count == numbers.Length) Array.Resize(ref numbers, Math.Max(64, Count * 2));
            numbers[Count] = value;
            Add(text[begin..end], width, decimals);
            position += length;
            begin = position;
        }

        Append(text[begin..]);
    }

    /// <summary>Gets the numbers of a text that has this shape. False if it has another.</summary>
    internal bool TryMatch(ReadOnlySpan<byte> text, Span<long> numbers)
    {
        int begin = 0;
        for (int i = 0; i < Count; i++)
        {
            NumberPlace place = _places[i];
            ReadOnlySpan<byte> before = _bytes.AsSpan(begin, place.End - begin);
            if (!text.StartsWith(before)) return false;
            text = text[before.Length..];
            begin = place.End;
            int blanks = 0;
            while (blanks < place.Width && blanks < text.Length && text[blanks] == ' ') blanks++;
            int length = TextNumber.Read(text[blanks..], out numbers[i], out int decimals);
            if (length == 0 || decimals != place.Decimals || (blanks == 0 ? length < place.Width : blanks + length != place.Width)) return false;
            text = text[(blanks + length)..];
        }

        return text.SequenceEqual(_bytes.AsSpan(begin, _length - begin));
    }

    /// <summary>Writes the text with these numbers.</summary>
    /// <returns>Its length. Null if it is too long.</returns>
    internal int? Fill(ReadOnlySpan<long> numbers, ref byte[] text)
    {
        int length = 0;
        int begin = 0;
        for (int i = 0; i < Count; i++)
        {
            NumberPlace place = _places[i];
            int between = place.End - begin;
            if (!Reserve(ref text, length, between + WidestNumber)) return null;
            _bytes.AsSpan(begin, between).CopyTo(text.AsSpan(length));
            length += between;
            begin = place.End;
            int digits = TextNumber.Write(numbers[i], place.Decimals, text.AsSpan(length));
            int blanks = place.Width - digits;
            if (blanks > 0)
            {
                text.AsSpan(length, digits).CopyTo(text.AsSpan(length + blanks));
                text.AsSpan(length, blanks).Fill((byte)' ');
                digits += blanks;
            }

            length += digits;
        }

        if (!Reserve(ref text, length, _length - begin)) return null;
        _bytes.AsSpan(begin, _length - begin).CopyTo(text.AsSpan(length));
        return length + _length - begin;
    }

    internal void Write(ColumnWriter column)
    {
        column.Add((ulong)Count);
        int begin = 0;
        for (int i = 0; i < Count; i++)
        {
            NumberPlace place = _places[i];
            column.AddText(_bytes.AsSpan(begin, place.End - begin));
            column.Add(place.Width);
            column.Add(place.Decimals);
            begin = place.End;
        }

        column.AddText(_bytes.AsSpan(begin, _length - begin));
    }

    /// <summary>Reads a shape. False if it is malformed.</summary>
    internal bool TryRead(ColumnReader column)
    {
        Clear();
        int count = column.ReadIndex(MostNumbers + 1);
        while (Count < count && !column.IsMalformed && _length <= LongestText)
            Add(column.ReadText(), column.ReadIndex(WidestNumber + 1), column.ReadIndex(TextNumber.MostDecimals + 1));
        Append(column.ReadText());
        return !column.IsMalformed && _length <= LongestText;
    }

    private static bool Reserve(ref byte[] text, int length, int count)
    {
        if (text.Length - length >= count) return true;
        if (length > LongestText) return false;
        Array.Resize(ref text, Math.Max(length + count, text.Length * 2));
        return true;
    }

    private void Clear() => Count = _length = 0;

    private void Add(ReadOnlySpan<byte> before, int width, int decimals)
    {
        Append(before);
        if (Count == _places.Length) Array.Resize(ref _places, Math.Max(64, Count * 2));
        _places[Count++] = new NumberPlace(_length, (byte)width, (byte)decimals);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _length < bytes.Length) Array.Resize(ref _bytes, Math.Max(_length + bytes.Length, _bytes.Length * 2));
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <param name="End">Where the bytes before it end.</param>
    /// <param name="Width">Least width, filled with blanks on the left.</param>
    /// <param name="Decimals">Number of digits behind the point.</param>
    private readonly record struct NumberPlace(int End, byte Width, byte Decimals);
}
