namespace Vmon.Recording.Files;

/// <summary>The columns of frames as those of one block: each column of the first frame, of the second, and so on. The bytes of the frames are not copied.</summary>
internal sealed class MergedColumns
{
    private readonly List<ReadOnlyMemory<byte>> _frames = [];
    private readonly int[] _lengths = new int[ColumnSet.Most];

    /// <summary>Length of all <see cref="Parts"/>.</summary>
    internal int Length
    {
        get
        {
            int length = 0;
            for (int column = 0; column < ColumnSet.Most; column++)
                if (_lengths[column] > 0) length += HeadOf(column).Length + _lengths[column];
            return length;
        }
    }

    /// <summary>Adds a frame. False if its bytes are malformed.</summary>
    internal bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        ColumnCursor check = new(frame);
        while (check.TryNext()) continue;
        if (check.IsMalformed) return false;
        _frames.Add(frame);
        for (ColumnCursor columns = new(frame); columns.TryNext();) _lengths[columns.Column] += columns.Content.Length;
        return true;
    }

    /// <summary>The payload of the block, in parts.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> Parts()
    {
        List<ColumnCursor> cursors = _frames.ConvertAll(static frame => new ColumnCursor(frame));
        for (int column = 0; column < ColumnSet.Most; column++)
        {
            if (_lengths[column] == 0) continue;
            yield return HeadOf(column).ToArray();
            foreach (ColumnCursor cursor in cursors)
            {
                while (cursor.Column < column && cursor.TryNext()) continue;
                if (cursor.Column == column) yield return cursor.Content;
            }
        }
    }

    internal void CopyTo(Span<byte> payload)
    {
        foreach (ReadOnlyMemory<byte> part in Parts())
        {
            part.Span.CopyTo(payload);
            payload = payload[part.Length..];
        }
    }

    /// <summary>The payload of the block, in one piece.</summary>
    internal byte[] ToArray()
    {
        byte[] payload = new byte[Length];
        CopyTo(payload);
        return payload;
    }

    private ReadOnlySpan<byte> HeadOf(int column)
    {
        ColumnWriter head = new();
        head.Add((ulong)column);
        head.Add((ulong)_lengths[column]);
        return head.Bytes;
    }
}
