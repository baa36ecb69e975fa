using System.Buffers;
using System.IO.Compression;
using System.Numerics;

namespace Vmon.Recording.Files;

/// <summary>Compresses the payload of a block. The encoder takes it in parts, so that it is nowhere in one piece.</summary>
internal sealed class PayloadCompressor : IDisposable
{
    private const int Quality = 5;
    private const int LeastWindow = 10;
    private const int MostWindow = 19;

    // Most are a quarter of their length.
    private const int PartsAtFirst = 3;

    private readonly int _raw;
    private readonly int _before;
    private BrotliEncoder _encoder;
    private byte[] _bytes;
    private int _length;

    private PayloadCompressor(int raw, int before)
    {
        (_raw, _before) = (raw, before);
        _bytes = new byte[before + (raw / PartsAtFirst)];

        // A window beyond the length takes memory, and gives nothing.
        _encoder = new BrotliEncoder(Quality, Math.Clamp(BitOperations.Log2((uint)raw) + 1, LeastWindow, MostWindow));
    }

    public void Dispose() => _encoder.Dispose();

    /// <summary>Compresses columns. Null if that does not make them smaller.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="raw">Their length.</param>
    /// <param name="before">Number of bytes to leave free at the start.</param>
    /// <param name="isAbandoned">Whether the bytes are not needed any more.</param>
    /// <param name="length">Length of the compressed bytes.</param>
    internal static byte[]? TryCompress(MergedColumns columns, int raw, int before, Func<bool> isAbandoned, out int length)
    {
        using PayloadCompressor compressor = new(raw, before);
        bool isSmaller = true;
        foreach (ReadOnlyMemory<byte> part in columns.Parts()) isSmaller = isSmaller && !isAbandoned() && compressor.TryAdd(part.Span, isLast: false);
        isSmaller = isSmaller && compressor.TryAdd(default, isLast: true);
        length = compressor._length;
        return isSmaller ? compressor._bytes : null;
    }

    private bool TryAdd(ReadOnlySpan<byte> part, bool isLast)
    {
        while (true)
        {
            OperationStatus status = _encoder.Compress(part, _bytes.AsSpan(_before + _length), out int taken, out int written, isLast);
            part = part[taken..];
            _length += written;
            if (_length >= _raw || status == OperationStatus.InvalidData) return false;
            if (status == OperationStatus.Done) return true;
            Array.Resize(ref _bytes, _bytes.Length + (_raw / PartsAtFirst) + 1);
        }
    }
}
