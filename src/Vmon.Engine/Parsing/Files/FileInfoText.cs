namespace Vmon.Parsing.Files;

/// <summary>The lines of /proc/PID/fdinfo/NUMBER: four that every file has, and those of its type, by name.</summary>
internal sealed class FileInfoText
{
    private static ReadOnlySpan<byte> NameOfTwoWords => "settime flags:"u8;

    internal long? Position { get; private set; }

    internal long? Flags { get; private set; }

    internal int? MountId { get; private set; }

    /// <summary>Whether all lines are present.</summary>
    internal bool IsWhole { get; private init; }

    /// <summary>Length of the text in bytes.</summary>
    internal int Length { get; private init; }

    /// <summary>The fields specific to the type of file, by name and in order.</summary>
    internal Dictionary<string, List<string>> Lines { get; } = [];

    /// <summary>That of a file whose type adds no lines.</summary>
    internal static FileInfoText Of(long position, long flags, int mountId) => new() { Position = position, Flags = flags, MountId = mountId, IsWhole = true };

    // pos:	1024
    // flags:	02100001                          in octal
    // mnt_id:	26
    // ino:	11657279
    // eventfd-count:                3            one kind's own
    // tfd:        5 events:       19 data: 5     may be there several times
    // settime flags: 01                          the one name of two words (timerfd)
    // inotify wd:1 ino:2 sdev:3 mask:fce ...     named by its first word
    internal static FileInfoText Parse(ReadOnlySpan<byte> bytes, bool isWhole = true)
    {
        FileInfoText info = new() { IsWhole = isWhole, Length = bytes.Length };
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line)) info.Add(line);
        return info;
    }

    private void Add(ReadOnlySpan<byte> line)
    {
        int end = line.StartsWith(NameOfTwoWords) ? NameOfTwoWords.Length - 1 : line.IndexOfAny(" :\t"u8);
        if (end <= 0) return;
        ReadOnlySpan<byte> name = line[..end];
        ReadOnlySpan<byte> value = line[(end + (line[end] == ':' ? 1 : 0))..].Trim(" \t"u8);
        if (name.SequenceEqual("pos"u8)) Position = Number(value);
        else if (name.SequenceEqual("flags"u8)) Flags = Octal(value);
        else if (name.SequenceEqual("mnt_id"u8)) MountId = Number(value) is >= 0 and <= int.MaxValue and long id ? (int)id : null;
        else if (!name.SequenceEqual("ino"u8)) Keep(ProcText.Decode(name), ProcText.Decode(value));
    }

    private void Keep(string name, string value)
    {
        if (Lines.TryGetValue(name, out List<string>? values)) values.Add(value);
        else Lines[name] = [value];
    }

    private static long? Number(ReadOnlySpan<byte> value)
    {
        ByteReader reader = new(value);
        long number = reader.Int64();
        return reader.IsMalformed || !reader.Rest.IsEmpty ? null : number;
    }

    private static long? Octal(ReadOnlySpan<byte> value)
    {
        RadixReader reader = new(value, radix: 8);
        return reader.TryRead(out long number) && reader.IsAtEnd ? number : null;
    }
}
