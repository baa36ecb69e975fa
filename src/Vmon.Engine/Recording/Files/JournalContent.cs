using System.Globalization;
using Vmon.Native;

namespace Vmon.Recording.Files;

/// <summary>What can be read of a journal: its header, and its frames up to the first that is damaged.</summary>
internal sealed class JournalContent
{
    private JournalContent(BlockHeader header, MergedColumns columns, int end, string? problem) => (Header, Columns, End, Problem) = (header, columns, end, problem);

    /// <summary>With times, number of frames and length of what was read.</summary>
    internal BlockHeader Header { get; }

    /// <summary>The columns of the frames that were read.</summary>
    internal MergedColumns Columns { get; }

    /// <summary>Offset after the last good frame.</summary>
    internal int End { get; }

    /// <summary>What is damaged, as the end of a sentence. Null if nothing is.</summary>
    internal string? Problem { get; }

    /// <summary>A warning of a journal that can be read only up to an offset.</summary>
    internal static string Unreadable(string name, int offset, Errno error) =>
        string.Create(CultureInfo.InvariantCulture, $"'{name}' cannot be read from offset {offset} on: {Errors.Text(error)}.");

    /// <summary>Null if it has no header, or one of a later version.</summary>
    internal static JournalContent? TryRead(byte[] bytes, out HeaderStatus status)
    {
        status = FileHeader.TryRead(bytes, out _);
        if (status == HeaderStatus.Later || !TryReadHeader(bytes, out BlockHeader header, out bool isDamaged)) return null;
        string? problem = status == HeaderStatus.Ok && !isDamaged ? null : "its header is damaged, but for a copy";
        MergedColumns columns = new();
        (int frames, long first, long last) = (0, header.FirstTicks, header.LastTicks);
        int at = Journal.HeaderLength;
        while (at < bytes.Length && frames < BlockHeader.MostFrames)
        {
            if (!FrameBuffer.TryRead(bytes.AsSpan(at), out long ticks, out int length, out bool isCut)
                || !columns.TryAdd(bytes.AsMemory(at + FrameBuffer.HeaderLength, length)))
            {
                problem = isCut ? $"it ends within a frame, at offset {at}" : $"the frame at offset {at} is damaged, and what follows depends on it";
                break;
            }

            (first, last) = (Math.Min(first, ticks), Math.Max(last, ticks));
            frames++;
            at += FrameBuffer.HeaderLength + length;
        }

        header = header with { Frames = frames, FirstTicks = first, LastTicks = last };
        return new(header, columns, at, problem);
    }

    private static bool TryReadHeader(byte[] bytes, out BlockHeader header, out bool isDamaged)
    {
        (header, isDamaged) = (default, true);
        if (bytes.Length < Journal.HeaderLength) return false;
        bool isFirst = BlockHeader.TryRead(bytes.AsSpan(FileHeader.Length), out header);
        bool isSecond = BlockHeader.TryRead(bytes.AsSpan(FileHeader.Length + BlockHeader.Length), out BlockHeader second);
        if (!isFirst) header = second;
        isDamaged = !isFirst || !isSecond;
        return isFirst || isSecond;
    }
}
