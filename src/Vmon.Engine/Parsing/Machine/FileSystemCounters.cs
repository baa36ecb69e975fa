namespace Vmon.Parsing.Machine;

/// <summary>The space of a mounted file system.</summary>
internal struct FileSystemCounters
{
    // Of the description.
    private const int Words = 4;

    private long _isKnown;

    /// <summary>Bytes per block.</summary>
    internal long BlockSize;

    internal long Blocks;
    internal long FreeBlocks;

    /// <summary>Free blocks for users other than root.</summary>
    internal long AvailableBlocks;

    /// <summary>0 if the file system does not count them.</summary>
    internal long Inodes;
    internal long FreeInodes;

    /// <summary>False if the file system did not answer, or its numbers do not fit.</summary>
    internal readonly bool IsKnown => _isKnown != 0;

    /// <summary>Parses a line that <see cref="Sources.Machine.MountedFileSystems"/> writes.</summary>
    /// <param name="line">The line.</param>
    /// <param name="mountPoint">Where it is mounted, with the escapes of mountinfo.</param>
    /// <param name="description">Source, type, device, and rw or ro, with the escapes of mountinfo.</param>
    /// <param name="counters">Its space.</param>
    // /run/a\040b tmpfs tmpfs 0:33 rw 4096 65536 1234 1000 16384 12000
    // /mnt/data server:/data nfs4 0:50 rw -
    internal static bool TryParse(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> mountPoint, out ReadOnlySpan<byte> description, out FileSystemCounters counters)
    {
        counters = default;
        description = default;
        ByteReader reader = new(line);
        mountPoint = reader.Field();
        ReadOnlySpan<byte> rest = reader.Rest;
        reader.Skip(Words);
        if (reader.IsMalformed || mountPoint[0] != '/') return false;
        description = rest[1..^reader.Rest.Length];
        if (description.Count((byte)' ') != Words - 1) return false;
        counters.Read(reader.Rest);
        return true;
    }

    private void Read(ReadOnlySpan<byte> numbers)
    {
        ByteReader reader = new(numbers);
        BlockSize = reader.Count();
        Blocks = reader.Count();
        FreeBlocks = reader.Count();
        AvailableBlocks = reader.Count();
        Inodes = reader.Count();
        FreeInodes = reader.Count();
        bool isPlausible = !reader.IsMalformed && reader.IsAtEnd && BlockSize > 0 && Blocks <= long.MaxValue / BlockSize && FreeBlocks <= Blocks && AvailableBlocks <= Blocks;
        if (!isPlausible) this = default;
        else if (FreeInodes > Inodes) Inodes = FreeInodes = 0;
        _isKnown = isPlausible ? 1 : 0;
    }
}
