using Vmon.Recording;
using Vmon.Recording.Processes;

namespace Vmon.Tests.Engine.Recording;

/// <summary>The frames of a block in memory.</summary>
internal sealed class MemoryBlock
{
    private readonly SortedDictionary<int, List<byte>> _columns = [];
    private int _frames;

    /// <summary>What is read of it.</summary>
    private static FrameParts Parts => FrameParts.Processes | FrameParts.Details | FrameParts.Threads | FrameParts.Cgroups | FrameParts.Connections;

    internal int Length => _columns.Values.Sum(column => column.Count);

    internal IEnumerable<(int Column, byte[] Bytes)> Columns => _columns.Select(column => (column.Key, column.Value.ToArray()));

    /// <summary>The length of each column after the first frame.</summary>
    internal IReadOnlyList<(int Column, int Length)> Wholes { get; private set; } = [];

    internal void Add(ColumnSet frame)
    {
        if (_frames++ == 0) Wholes = [.. Enumerable.Range(0, frame.Count).Select(i => (i, frame[i].Length))];
        for (int i = 0; i < frame.Count; i++)
        {
            if (frame[i].Length == 0) continue;
            if (!_columns.TryGetValue(i, out List<byte>? column)) _columns.Add(i, column = []);
            column.AddRange(frame[i].Bytes);
        }
    }

    internal FrameReader Read() => new(Column, _frames, Parts);

    /// <summary>Reads the block, and shows each of its readers of a column.</summary>
    internal FrameReader ReadWith(Action<ColumnReader> opened) => new(
        number =>
        {
            ColumnReader column = Column(number);
            opened(column);
            return column;
        },
        _frames,
        Parts);

    /// <summary>Reads the block with other bytes in one column.</summary>
    internal FrameReader ReadWith(int column, byte[] bytes) => new(number => number == column ? new ColumnReader(bytes) : Column(number), _frames, Parts);

    internal ColumnReader Column(int number) => _columns.TryGetValue(number, out List<byte>? column) ? new ColumnReader(column.ToArray()) : ColumnReader.Empty;
}
