using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Connections;
using Vmon.Recording.Events;
using Vmon.Recording.Files;
using Vmon.Recording.Processes;
using Vmon.Sources.Network;

namespace Vmon.Recording;

/// <summary>Writes the samples of a replay to a recording of its own. It begins with the last sample before the range, with which the first one is compared.</summary>
internal sealed class RecordingCopy : IDisposable
{
    private readonly BlockSequence _blocks;
    private readonly FrameRange _range;
    private readonly RecordedFrames _frames;
    private readonly ProcessTable _table;
    private readonly RecordedMachine _machine;
    private readonly RecordedCgroups _groups;
    private readonly CgroupTable _groupTable;
    private readonly FrameWriter _writer;
    private readonly bool _hasConnections;
    private readonly List<ProcessRecord> _events = [];
    private Preamble? _preamble;
    private byte[] _written = [];
    private bool _isAtBlock;
    private bool _hasBegun;

    /// <param name="blocks">The blocks of the recording.</param>
    /// <param name="range">What is copied.</param>
    /// <param name="keepsArguments">Whether command lines are copied, not only the program.</param>
    internal RecordingCopy(BlockSequence blocks, FrameRange range, bool keepsArguments)
    {
        (_blocks, _range) = (blocks, range);
        Preamble?[] recorded = [blocks.FirstIn(range), blocks.Last];
        ProcessDataSets dataSets = recorded.Aggregate(ProcessDataSets.Default, static (sets, preamble) => sets | (preamble?.DataSets ?? ProcessDataSets.None));
        bool hasThreads = recorded.Any(static preamble => preamble?.HasThreads == true);
        FrameParts parts = FrameParts.Processes | FrameParts.Events | FrameParts.Details | FrameParts.Cgroups | FrameParts.Connections | (hasThreads ? FrameParts.Threads : FrameParts.None);
        _frames = new RecordedFrames(blocks.In(range, parts).GetEnumerator(), range) { Reached = Accept };
        _table = new ProcessTable((nodes, chosen) => new RecordedFeed(_frames, nodes, chosen), new ProcessSelection { IncludeThreads = hasThreads }, dataSets);
        _machine = new RecordedMachine(_frames, SystemDataSets.All);
        _machine.Sampler.KeepTexts();
        _groups = new RecordedCgroups(_frames);
        _groupTable = new CgroupTable(_groups, CgroupSelection.Everything);
        bool hasGroups = recorded.Any(static preamble => preamble?.Cgroups.Count > 0);
        _hasConnections = recorded.Any(static preamble => preamble?.Connections.Count > 0);
        _writer = new FrameWriter(_table, _machine.Sampler, hasGroups ? _groupTable : null, () => Describe(dataSets, hasThreads, hasGroups), keepsArguments);
    }

    /// <summary>The time of the sample.</summary>
    internal DateTimeOffset Time => _table.State.Time.At(_table.State.Timestamp);

    /// <summary>Whether the sample is before the range.</summary>
    internal bool IsBefore => _table.Feed.IsPreparing;

    /// <summary>Moves to the next sample. False if there is none in the range, or if it was cancelled.</summary>
    internal bool TryMoveNext(CancellationToken cancellation)
    {
        _events.Clear();
        _hasBegun = false;
        if (!_table.TryTakeSample(cancellation)) return false;
        _machine.Sampler.Sample();
        _groupTable.Settle(); // before the next frame is read
        if (_frames.HasNext()) return true;
        _events.AddRange(LateEvents.After(_range, _blocks, _preamble!));
        return !IsBefore;
    }

    /// <summary>Writes the sample.</summary>
    internal AppendStatus WriteTo(RecordingStore store)
    {
        bool isWhole = store.NeedsWhole || _table.State.Interval is null || (_isAtBlock && BeginsBlock());
        if (isWhole) _written = BytesOf(_preamble!);
        _isAtBlock = false;
        _writer.Write(_events, isWhole, _hasConnections ? _table.ReadSockets(SocketQuery.Recorded, static _ => true, CancellationToken.None) : null);
        return store.Append(_writer.Times.BeganAt, new FrameOrigin(_preamble!.BootId, _preamble.HostName), isWhole, _writer.Frame);
    }

    public void Dispose() => _frames.Dispose();

    // Where the recording does, so that the same is known of each process at its events. Of fewer samples, blocks are longer.
    private bool BeginsBlock() => _range.Interval == 0 || !BytesOf(_preamble!).AsSpan().SequenceEqual(_written);

    private Preamble Describe(ProcessDataSets dataSets, bool hasThreads, bool hasGroups) => _preamble! with
    {
        DataSets = dataSets,
        HasThreads = hasThreads,
        Numbers = ProcessNumbers.Names,
        Cgroups = hasGroups ? CgroupValues.Names : [],
        Connections = _hasConnections ? SocketValues.Names : [],
        Details = DetailNumbers.AreIn(dataSets) ? DetailNumbers.Names : [],
    };

    private static byte[] BytesOf(Preamble preamble)
    {
        ColumnWriter column = new();
        preamble.Write(column);
        return column.Bytes.ToArray();
    }

    private void Accept(FrameReader frame)
    {
        _machine.Read(frame);
        if (!_hasBegun) _groups.Begin(_groupTable.Groups, _frames.IsAfterGap, frame, CancellationToken.None);
        _hasBegun = true;
        _groups.Apply(frame, _groupTable.Groups);
        _isAtBlock |= frame.IsWhole;
        _preamble = frame.Preamble;
        foreach (ProcessRecord record in frame.Events)
            if (LateEvents.IsIn(_range, record, frame.Preamble!)) _events.Add(record);
    }
}
