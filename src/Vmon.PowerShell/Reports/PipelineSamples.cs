namespace Vmon.PowerShell.Reports;

/// <summary>Groups the processes of a pipeline into samples: one ends when the next begins.</summary>
/// <param name="add">Takes a sample: its processes, its time, and its interval.</param>
internal sealed class PipelineSamples(Action<IReadOnlyCollection<ProcessReading>, DateTimeOffset, TimeSpan?> add)
{
    private readonly List<ProcessReading> _readings = [];
    private long _number;

    /// <summary>What took the samples. Null before the first one.</summary>
    internal string? Source { get; private set; }

    /// <summary>Adds a process. False if it is of another source than the first one, so that figures would not add up.</summary>
    internal bool TryAdd(ProcessReading reading)
    {
        Source ??= reading.Source;
        if (reading.Source != Source) return false;
        if (reading.Sample != _number) End();
        _number = reading.Sample;
        _readings.Add(reading);
        return true;
    }

    /// <summary>Ends the last sample.</summary>
    internal void End()
    {
        if (_readings.Count == 0) return;

        // A process that exited has the time of its last reading, which can be long ago.
        IEnumerable<ProcessReading> living = _readings.Any(static reading => !reading.HasExited) ? _readings.Where(static reading => !reading.HasExited) : _readings;
        add(_readings, living.Max(static reading => reading.Time), _readings.Find(static reading => reading.Interval is not null)?.Interval);
        _readings.Clear();
    }
}
