using System.Numerics;

namespace Vmon.Kernel.Events;

/// <summary>Reads the records of a BPF ring buffer from the memory that the kernel fills. One reader.</summary>
/// <param name="consumer">Position of the reader, which only the reader writes.</param>
/// <param name="producer">Position of the kernel.</param>
/// <param name="data">The data. The kernel offers it twice in a row, so that no record is split, but the second mapping would count as memory too.</param>
/// <param name="size">Size of the data, a power of two.</param>
internal sealed unsafe class RingReader(long* consumer, long* producer, byte* data, int size)
{
    // length 28 bits, discarded 1, busy 1 (from the top) | offset of the page 4
    private const uint Busy = 1u << 31;
    private const uint Discarded = 1u << 30;
    private const int HeaderLength = 8;

    private readonly long* _consumer = consumer;
    private readonly long* _producer = producer;
    private readonly byte* _data = data;
    private readonly int _size = size;
    private byte[] _joined = [];

    /// <summary>Bytes that are in the ring now.</summary>
    internal long Used => Volatile.Read(ref *_producer) - *_consumer;

    /// <summary>
    /// The next record, which <see cref="Release"/> gives back. False if there is none, or if the kernel is still writing it.
    /// </summary>
    internal bool TryPeek(out ReadOnlySpan<byte> record)
    {
        record = default;
        while (true)
        {
            long available = Used;
            if (available < HeaderLength) return false;
            byte* header = _data + (*_consumer & (_size - 1));
            uint length = Volatile.Read(ref *(uint*)header);
            if ((length & Busy) != 0) return false;
            int bytes = (int)(length & ~Discarded);
            if (bytes > available - HeaderLength || bytes > _size - HeaderLength)
            {
                // Never written by the kernel: nothing after it can be found.
                Volatile.Write(ref *_consumer, Volatile.Read(ref *_producer));
                return false;
            }

            if ((length & Discarded) == 0)
            {
                record = At(*_consumer + HeaderLength, bytes);
                return true;
            }

            Release(bytes);
        }
    }

    /// <summary>Frees the record, whose bytes are not valid any more.</summary>
    internal void Release(int length) => Volatile.Write(ref *_consumer, *_consumer + HeaderLength + ((length + 7) & ~7));

    private ReadOnlySpan<byte> At(long position, int length)
    {
        int at = (int)(position & (_size - 1));
        int left = _size - at;
        if (length <= left) return new ReadOnlySpan<byte>(_data + at, length);
        if (_joined.Length < length) _joined = new byte[BitOperations.RoundUpToPowerOf2((uint)length)];
        new ReadOnlySpan<byte>(_data + at, left).CopyTo(_joined);
        new ReadOnlySpan<byte>(_data, length - left).CopyTo(_joined.AsSpan(left));
        return _joined.AsSpan(0, length);
    }
}
