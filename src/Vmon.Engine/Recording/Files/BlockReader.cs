using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>Reads the payload of a block.</summary>
internal static class BlockReader
{
    /// <summary>The payload before compression. Null if the block is damaged.</summary>
    internal static byte[]? TryReadPayload(StoreFile file, long offset, out BlockHeader header)
    {
        byte[] bytes = new byte[BlockHeader.Length];
        if (file.Read(bytes, offset, out _) < bytes.Length || !BlockHeader.TryRead(bytes, out header))
        {
            header = default;
            return null;
        }

        // The header can claim more than the file has.
        if (header.StoredLength > file.Length - offset - BlockHeader.Length) return null;
        byte[] stored = new byte[header.StoredLength];
        return file.Read(stored, offset + BlockHeader.Length, out Errno _) == stored.Length ? Block.TryExpand(header, stored) : null;
    }
}
