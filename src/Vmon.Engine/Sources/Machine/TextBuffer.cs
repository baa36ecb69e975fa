using System.Buffers.Text;

namespace Vmon.Sources.Machine;

/// <summary>A text that is written anew in each sample.</summary>
internal sealed class TextBuffer
{
    private const int LongestNumber = 20;

    private byte[] _bytes = [];
    private int _length;

    internal ReadOnlySpan<byte> Text => _bytes.AsSpan(0, _length);

    internal void Clear() => _length = 0;

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends a number, and the byte after it.</summary>
    internal void Append(ulong number, byte end)
    {
        Reserve(LongestNumber + 1);
        _ = Utf8Formatter.TryFormat(number, _bytes.AsSpan(_length), out int length);
        _length += length;
        _bytes[_length++] = end;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count) Array.Resize(ref _bytes, Math.Max(_length + count, _bytes.Length * 2));
    }
}
