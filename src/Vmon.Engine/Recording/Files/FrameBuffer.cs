using System.Buffers.Binary;

namespace Vmon.Recording.Files;

/// <summary>A frame as it is written to a journal. It is reused, so that frames of usual size need no allocation.</summary>
internal sealed class FrameBuffer
{
    // offset  bytes  field
    //      0      4  CRC-32C of all that follows
    //      4      4  length of the columns
    //      8      8  time, in 100 ns since 0001-01-01 UTC
    //     16         columns
    internal const int HeaderLength = 16;

    private const int LengthAt = 4;
    private const int TimeAt = 8;

    private readonly ColumnWriter _bytes = new();

    internal ReadOnlySpan<byte> Encode(long ticks, ColumnSet frame)
    {
        _bytes.Clear();
        _bytes.Append(stackalloc byte[HeaderLength]);
        ColumnCode.Write(frame, _bytes);
        Span<byte> bytes = _bytes.Writable;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[LengthAt..], bytes.Length - HeaderLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[TimeAt..], ticks);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Checksum.Of(bytes[LengthAt..]));
        return bytes;
    }

    /// <summary>Reads the frame at the start of the bytes.</summary>
    /// <param name="bytes">What is left of the journal.</param>
    /// <param name="ticks">Its time.</param>
    /// <param name="length">Length of its columns. They follow the header.</param>
    /// <param name="isCut">If it cannot be read: whether the bytes end before the frame does.</param>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out long ticks, out int length, out bool isCut)
    {
        (ticks, length, isCut) = (0, 0, true);
        if (bytes.Length < HeaderLength) return false;
        length = BinaryPrimitives.ReadInt32LittleEndian(bytes[LengthAt..]);
        isCut = length > bytes.Length - HeaderLength;
        if (isCut || length < 0) return false;
        ticks = BinaryPrimitives.ReadInt64LittleEndian(bytes[TimeAt..]);
        return Checksum.Of(bytes[LengthAt..(HeaderLength + length)]) == BinaryPrimitives.ReadUInt32LittleEndian(bytes)
            && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
    }
}
