using System.IO.Compression;

namespace Vmon.Recording.Files;

/// <summary>A block as it is stored. Its header is completed for the file that it is written to.</summary>
internal sealed class Block
{
    private readonly byte[] _bytes;

    private Block(BlockHeader header, byte[] bytes) => (Header, _bytes) = (header, bytes);

    internal BlockHeader Header { get; }

    internal int Length => BlockHeader.Length + Header.StoredLength;

    /// <summary>Compresses the frames of a journal, if that makes them smaller. Null if it was abandoned.</summary>
    internal static Block? Of(JournalContent journal, Func<bool> isAbandoned)
    {
        MergedColumns columns = journal.Columns;
        int raw = columns.Length;
        byte[]? compressed = PayloadCompressor.TryCompress(columns, raw, before: BlockHeader.Length, isAbandoned, out int length);
        if (isAbandoned()) return null;
        byte[] bytes = compressed ?? new byte[BlockHeader.Length + (length = raw)];
        if (compressed is null) columns.CopyTo(bytes.AsSpan(BlockHeader.Length));
        BlockHeader header = journal.Header with
        {
            Compression = compressed is null ? Compression.None : Compression.Brotli,
            RawLength = raw,
            StoredLength = length,
            PayloadChecksum = Checksum.Of(bytes.AsSpan(BlockHeader.Length, length)),
        };
        return new Block(header, bytes);
    }

    internal ReadOnlySpan<byte> BytesFor(ulong fileId)
    {
        (Header with { FileId = fileId }).Write(_bytes);
        return _bytes.AsSpan(0, Length);
    }

    /// <summary>The payload of a block before compression. Null if it is damaged.</summary>
    internal static byte[]? TryExpand(in BlockHeader header, byte[] stored)
    {
        if (Checksum.Of(stored) != header.PayloadChecksum) return null;
        if (header.Compression == Compression.None) return stored;
        byte[] raw = new byte[header.RawLength];
        return BrotliDecoder.TryDecompress(stored, raw, out int length) && length == raw.Length ? raw : null;
    }
}
