namespace Vmon.Recording.Files;

/// <summary>A block of a recording, from its header.</summary>
internal sealed record BlockInfo
{
    internal const int BitsOfNumber = 20;

    /// <summary>Earliest time of a frame.</summary>
    internal required DateTimeOffset FirstTime { get; init; }

    /// <summary>Latest time of a frame.</summary>
    internal required DateTimeOffset LastTime { get; init; }

    internal required int Frames { get; init; }

    internal required Guid BootId { get; init; }

    internal required string HostName { get; init; }

    /// <summary>Bytes that it takes in its file, without its header.</summary>
    internal required long StoredLength { get; init; }

    internal required long RawLength { get; init; }

    /// <summary>Whether it is a journal, to which frames can be added.</summary>
    internal required bool IsOpen { get; init; }

    /// <summary>Name of its file in the directory of the recording.</summary>
    internal required string File { get; init; }

    internal required long Offset { get; init; }

    /// <summary>
    /// Number of the block in the order of recording. The first number of a recording is the time in ms since 1970, and zero in the lower 20 bits:
    /// no two recordings have one in common.
    /// </summary>
    internal required ulong Sequence { get; init; }

    /// <summary>What a block and its journal have in common.</summary>
    internal BlockIdentity Identity => new(Sequence, BootId, HostName);

    internal static BlockInfo Of(in BlockHeader header, string file, long offset) => new()
    {
        FirstTime = new DateTimeOffset(header.FirstTicks, TimeSpan.Zero),
        LastTime = new DateTimeOffset(header.LastTicks, TimeSpan.Zero),
        Frames = header.Frames,
        BootId = header.Origin.BootId,
        HostName = header.Origin.HostName,
        StoredLength = header.StoredLength,
        RawLength = header.RawLength,
        IsOpen = false,
        File = file,
        Offset = offset,
        Sequence = header.Sequence,
    };

    internal static BlockInfo Of(JournalContent journal, string file) => Of(journal.Header, file, 0) with
    {
        StoredLength = journal.End,
        RawLength = journal.End - Journal.HeaderLength,
        IsOpen = true,
    };
}

/// <summary>What a block and its journal have in common.</summary>
internal readonly record struct BlockIdentity(ulong Sequence, Guid BootId, string HostName);
