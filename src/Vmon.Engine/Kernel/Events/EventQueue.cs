namespace Vmon.Kernel.Events;

/// <summary>The events that one subscriber has not taken, in order. Used under the lock of the hub.</summary>
internal sealed class EventQueue(bool wantsStarts)
{
    /// <summary>Approximate size of the events that are kept at most. Later ones are counted, and lost.</summary>
    internal const int MostBytes = 64 * 1024 * 1024;

    private readonly Queue<ProcessRecord> _records = [];
    private long _bytes;

    internal bool WantsStarts { get; set; } = wantsStarts;

    /// <summary>Whether the network traffic is counted for it.</summary>
    internal bool WantsTraffic { get; set; }

    /// <summary>Number of events that did not fit.</summary>
    internal long Lost { get; private set; }

    internal bool IsEmpty => _records.Count == 0;

    internal void Add(ProcessRecord record)
    {
        if (record is StartRecord && !WantsStarts) return;
        if (_bytes + record.Size > MostBytes)
        {
            Lost++;
            return;
        }

        _bytes += record.Size;
        _records.Enqueue(record);
    }

    /// <summary>Takes the events in order, either all of them, or those before the first exit that is not final.</summary>
    internal void Take(List<ProcessRecord> records, bool isFinal)
    {
        while (_records.TryPeek(out ProcessRecord? record) && !(isFinal && record is ExitRecord { IsFinal: false }))
        {
            records.Add(_records.Dequeue());
            _bytes -= record.Size;
        }
    }
}
