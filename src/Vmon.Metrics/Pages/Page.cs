using System.Buffers;
using System.IO.Compression;

namespace Vmon.Metrics.Pages;

/// <summary>The bytes of a page. Answers that are being sent share it, and its memory is used again when the last one releases it.</summary>
internal sealed class Page : IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _users = 1;

    /// <summary>Its length.</summary>
    internal int Length { get; private set; }

    /// <summary>Its bytes, while the caller uses it.</summary>
    internal ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    /// <summary>Uses it until <see cref="Dispose"/>.</summary>
    internal Page Use()
    {
        _ = Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>Memory for some bytes at its end.</summary>
    internal Span<byte> Ask(int size)
    {
        if (_bytes.Length - Length < size)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, Length + size));
            _bytes.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(Length);
    }

    /// <summary>Adds bytes that were written to what <see cref="Ask"/> gave.</summary>
    internal void Advance(int count) => Length += count;

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Ask(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>The same, compressed with gzip.</summary>
    internal Page Compress()
    {
        Page compressed = new();
        using (PageStream target = new(compressed))
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
            gzip.Write(_bytes, 0, Length);
        return compressed;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) != 0) return;
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }
}
