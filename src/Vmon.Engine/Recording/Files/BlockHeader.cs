using System.Buffers.Binary;

namespace Vmon.Recording.Files;

/// <summary>How the payload of a block is stored.</summary>
internal enum Compression : uint
{
    None = 0,
    Brotli = 1,
}

/// <summary>The start of a block in a segment. In a journal, it begins the frames of the block, and the fields that are not known yet are zero.</summary>
internal readonly record struct BlockHeader
{
    internal const int Length = 152;

    /// <summary>Most bytes of the columns of a block.</summary>
    internal const int MostRaw = 256 * 1024 * 1024;

    /// <summary>Most frames of a block that is read.</summary>
    internal const int MostFrames = 64 * 1024;

    internal const int HostNameSize = 64;

    // offset  bytes  field
    //      0      4  'V' 'B' 'L' 'K'
    //      4      2  format version
    //      6      2  length of this header
    //      8      8  number of the file, from its header
    //     16      8  sequence number of the block in the recording
    //     24      8  earliest time of a frame, in 100 ns since 0001-01-01 UTC
    //     32      8  latest time of a frame
    //     40      4  number of frames
    //     44      4  compression: 0 none, 1 Brotli
    //     48      4  length of the payload before compression
    //     52      4  length of the payload as stored
    //     56      4  CRC-32C of the payload as stored
    //     60     16  boot id, in the order of its text
    //     76     64  host name: UTF-8, then zeros
    //    140      8  zero
    //    148      4  CRC-32C of the bytes before
    private const int VersionAt = 4;
    private const int LengthAt = 6;
    private const int FileIdAt = 8;
    private const int SequenceAt = 16;
    private const int FirstAt = 24;
    private const int LastAt = 32;
    private const int FramesAt = 40;
    private const int CompressionAt = 44;
    private const int RawAt = 48;
    private const int StoredAt = 52;
    private const int PayloadChecksumAt = 56;
    private const int BootIdAt = 60;
    private const int HostNameAt = 76;
    private const int ChecksumAt = 148;

    // A Brotli stream needs more than one byte for this many.
    private const int MostRawPerByte = 1 << 22;

    private static readonly long MostTicks = DateTime.MaxValue.Ticks;

    internal static ReadOnlySpan<byte> Magic => "VBLK"u8;

    internal required ulong FileId { get; init; }

    internal required ulong Sequence { get; init; }

    internal required FrameOrigin Origin { get; init; }

    internal long FirstTicks { get; init; }

    internal long LastTicks { get; init; }

    internal int Frames { get; init; }

    internal Compression Compression { get; init; }

    internal int RawLength { get; init; }

    internal int StoredLength { get; init; }

    internal uint PayloadChecksum { get; init; }

    internal void Write(Span<byte> bytes)
    {
        bytes = bytes[..Length];
        bytes.Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[VersionAt..], FileHeader.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[LengthAt..], Length);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[FileIdAt..], FileId);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[SequenceAt..], Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[FirstAt..], FirstTicks);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[LastAt..], LastTicks);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[FramesAt..], Frames);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[CompressionAt..], (uint)Compression);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[RawAt..], RawLength);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[StoredAt..], StoredLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[PayloadChecksumAt..], PayloadChecksum);
        _ = Origin.BootId.TryWriteBytes(bytes[BootIdAt..], bigEndian: true, out _);
        WriteHostName(bytes.Slice(HostNameAt, HostNameSize));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[ChecksumAt..], Checksum.Of(bytes[..ChecksumAt]));
    }

    /// <summary>False if the bytes are no header, or one that no writer makes.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out BlockHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) return false;
        bytes = bytes[..Length];
        if (Checksum.Of(bytes[..ChecksumAt]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumAt..])) return false;
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionAt..]) != FileHeader.Version) return false;
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[LengthAt..]) != Length) return false;
        header = new()
        {
            FileId = BinaryPrimitives.ReadUInt64LittleEndian(bytes[FileIdAt..]),
            Sequence = BinaryPrimitives.ReadUInt64LittleEndian(bytes[SequenceAt..]),
            FirstTicks = BinaryPrimitives.ReadInt64LittleEndian(bytes[FirstAt..]),
            LastTicks = BinaryPrimitives.ReadInt64LittleEndian(bytes[LastAt..]),
            Frames = BinaryPrimitives.ReadInt32LittleEndian(bytes[FramesAt..]),
            Compression = (Compression)BinaryPrimitives.ReadUInt32LittleEndian(bytes[CompressionAt..]),
            RawLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[RawAt..]),
            StoredLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[StoredAt..]),
            PayloadChecksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes[PayloadChecksumAt..]),
            Origin = new(new Guid(bytes.Slice(BootIdAt, 16), bigEndian: true), ReadHostName(bytes.Slice(HostNameAt, HostNameSize))),
        };
        return header.IsPossible;
    }

    private bool IsPossible =>
        FirstTicks >= 0 && FirstTicks <= LastTicks && LastTicks <= MostTicks
        && Frames is >= 0 and <= MostFrames && RawLength is >= 0 and <= MostRaw && StoredLength >= 0 && StoredLength <= RawLength
        && Compression switch
        {
            Compression.None => StoredLength == RawLength,
            Compression.Brotli => RawLength / MostRawPerByte < StoredLength,
            _ => false,
        };

    private void WriteHostName(Span<byte> field)
    {
        ReadOnlySpan<byte> name = ProcText.Encode(Origin.HostName);
        name[..Math.Min(name.Length, field.Length)].CopyTo(field);
    }

    private static string ReadHostName(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return ProcText.Decode(end < 0 ? field : field[..end]);
    }
}
