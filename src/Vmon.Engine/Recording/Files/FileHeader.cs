using System.Buffers.Binary;
using System.Text;

namespace Vmon.Recording.Files;

/// <summary>What a file of a recording holds.</summary>
internal enum FileKind : ushort
{
    /// <summary>Blocks.</summary>
    Segment = 1,

    /// <summary>The frames of one block that is not complete.</summary>
    Journal = 2,
}

/// <summary>Result of reading the header of a file.</summary>
internal enum HeaderStatus
{
    Ok,
    Damaged,

    /// <summary>Written by a later version, in a format that this version cannot read.</summary>
    Later,
}

/// <summary>The start of each file. In later versions the first three fields and the place of the checksum stay.</summary>
internal readonly record struct FileHeader(FileKind Kind, ulong FileId)
{
    internal const int Length = 64;
    internal const ushort Version = 1;

    /// <summary>Most bytes of a header that is read, so that later versions can add fields.</summary>
    internal const int LongestKnown = 1024;

    // offset  bytes  field
    //      0      8  89 'V' 'M' 'O' 'N' 0d 0a 1a
    //      8      2  format version
    //     10      2  length of this header
    //     12      2  kind
    //     14      2  zero
    //     16      8  random number of the file, which its blocks repeat
    //     24     36  name and version of the writer: UTF-8, then zeros
    //     60      4  CRC-32C of the bytes before
    private const int VersionAt = 8;
    private const int LengthAt = 10;
    private const int KindAt = 12;
    private const int FileIdAt = 16;
    private const int WriterAt = 24;
    private const int ChecksumSize = sizeof(uint);

    private static readonly byte[] WriterName = Encoding.UTF8.GetBytes("Vmon " + typeof(FileHeader).Assembly.GetName().Version?.ToString(3));

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'V', (byte)'M', (byte)'O', (byte)'N', 0x0d, 0x0a, 0x1a];

    /// <summary>A number that nothing outside can guess. The 62 bits of a GUID, because a generator of keys loads OpenSSL, which is 4 MB.</summary>
    internal static ulong NewId() => BinaryPrimitives.ReadUInt64BigEndian(Guid.NewGuid().ToByteArray().AsSpan(sizeof(ulong)));

    internal void Write(Span<byte> bytes)
    {
        bytes = bytes[..Length];
        bytes.Clear();
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[VersionAt..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[LengthAt..], Length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[KindAt..], (ushort)Kind);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[FileIdAt..], FileId);
        Span<byte> writer = bytes[WriterAt..^ChecksumSize];
        WriterName.AsSpan(0, Math.Min(writer.Length, WriterName.Length)).CopyTo(writer);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[^ChecksumSize..], Checksum.Of(bytes[..^ChecksumSize]));
    }

    internal static HeaderStatus TryRead(ReadOnlySpan<byte> bytes, out FileHeader header)
    {
        header = default;
        if (bytes.Length < Length || !bytes.StartsWith(Magic)) return HeaderStatus.Damaged;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[LengthAt..]);
        if (length < Length || length > bytes.Length) return HeaderStatus.Damaged;
        bytes = bytes[..length];
        if (Checksum.Of(bytes[..^ChecksumSize]) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[^ChecksumSize..])) return HeaderStatus.Damaged;
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[VersionAt..]) > Version) return HeaderStatus.Later;
        header = new((FileKind)BinaryPrimitives.ReadUInt16LittleEndian(bytes[KindAt..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[FileIdAt..]));
        return HeaderStatus.Ok;
    }
}
