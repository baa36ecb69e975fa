namespace Vmon.Parsing.Files;

/// <summary>The target of a link in /proc/PID/fd, classified by its text.</summary>
internal readonly ref struct LinkTarget
{
    private LinkTarget(FileType type, ulong? inode = null)
    {
        Type = type;
        Inode = inode;
    }

    /// <summary><see cref="FileType.Unknown"/> for a path, whose type only the file itself shows.</summary>
    internal FileType Type { get; }

    /// <summary>The number in brackets of pipe, socket and namespace.</summary>
    internal ulong? Inode { get; }

    /// <summary>The path. Empty if there is none.</summary>
    internal ReadOnlySpan<byte> Path { get; private init; }

    /// <summary>Whether the link leads to a file that stat describes further: one with a path, or a memory file.</summary>
    internal bool LeadsToFile => !Path.IsEmpty || Type == FileType.MemFd;

    /// <summary>Whether the text ends in " (deleted)". The name of a file can end so too.</summary>
    internal bool SaysDeleted { get; private init; }

    /// <summary>Suffix of a deleted path.</summary>
    internal static ReadOnlySpan<byte> Deleted => " (deleted)"u8;

    // /var/log/syslog.1            /var/log/old (deleted)      /memfd:name (deleted)
    // pipe:[46475]                 socket:[46665]              net:[4026531833]
    // anon_inode:[eventpoll]       anon_inode:inotify          anon_inode:bpf-map
    internal static LinkTarget Parse(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("/"u8)) return OfPath(text);
        int colon = text.IndexOf((byte)':');
        if (colon <= 0) return new LinkTarget(FileType.Other);

        ReadOnlySpan<byte> kind = text[..colon];
        ReadOnlySpan<byte> rest = text[(colon + 1)..];
        if (kind.SequenceEqual("anon_inode"u8)) return new LinkTarget(Anonymous(Unbracketed(rest)));
        ByteReader reader = new(Unbracketed(rest));
        ulong inode = reader.UInt64();
        if (reader.IsMalformed || rest is not [_, not (byte)' ' and not (byte)'\t' and not (byte)'\n', ..] || Unbracketed(rest).Length != rest.Length - 2 || !reader.Rest.IsEmpty) return new LinkTarget(FileType.Other);
        if (kind.SequenceEqual("pipe"u8)) return new LinkTarget(FileType.Pipe, inode);
        if (kind.SequenceEqual("socket"u8)) return new LinkTarget(FileType.Socket, inode);
        if (kind.SequenceEqual("pidfd"u8)) return new LinkTarget(FileType.PidFd, inode);
        return new LinkTarget(IsNamespace(kind) ? FileType.Namespace : FileType.Other, inode);
    }

    private static LinkTarget OfPath(ReadOnlySpan<byte> text)
    {
        bool saysDeleted = text.EndsWith(Deleted);
        bool isMemory = saysDeleted && text.StartsWith("/memfd:"u8);
        return new LinkTarget(isMemory ? FileType.MemFd : FileType.Unknown)
        {
            Path = isMemory ? default : saysDeleted ? text[..^Deleted.Length] : text,
            SaysDeleted = saysDeleted,
        };
    }

    private static ReadOnlySpan<byte> Unbracketed(ReadOnlySpan<byte> text) =>
        text.Length >= 2 && text[0] == '[' && text[^1] == ']' ? text[1..^1] : text;

    private static bool IsNamespace(ReadOnlySpan<byte> kind) =>
        kind.SequenceEqual("net"u8) || kind.SequenceEqual("mnt"u8) || kind.SequenceEqual("pid"u8) || kind.SequenceEqual("user"u8)
        || kind.SequenceEqual("uts"u8) || kind.SequenceEqual("ipc"u8) || kind.SequenceEqual("cgroup"u8) || kind.SequenceEqual("time"u8);

    private static FileType Anonymous(ReadOnlySpan<byte> kind) => kind switch
    {
        _ when kind.SequenceEqual("eventpoll"u8) => FileType.EventPoll,
        _ when kind.SequenceEqual("eventfd"u8) => FileType.EventFd,
        _ when kind.SequenceEqual("inotify"u8) => FileType.Inotify,
        _ when kind.SequenceEqual("fanotify"u8) => FileType.Fanotify,
        _ when kind.SequenceEqual("signalfd"u8) => FileType.SignalFd,
        _ when kind.SequenceEqual("timerfd"u8) => FileType.TimerFd,
        _ when kind.SequenceEqual("pidfd"u8) => FileType.PidFd,
        _ when kind.SequenceEqual("io_uring"u8) => FileType.IoUring,
        _ when kind.SequenceEqual("perf_event"u8) => FileType.PerfEvent,
        _ when kind.SequenceEqual("userfaultfd"u8) => FileType.UserFaultFd,
        _ when kind.StartsWith("bpf"u8) || kind.SequenceEqual("btf"u8) => FileType.Bpf,
        _ => FileType.OtherAnon,
    };
}
