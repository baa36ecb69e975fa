using System.Collections.Concurrent;

namespace Vmon;

/// <summary>Reports properties of a watch's samples that are used, and are null because they were not read. Thread-safe.</summary>
public sealed class UnreadProperties
{
    // An export uses the same properties of many samples. The event is raised again for a property only after a pause.
    private const long Pause = 50;
    private const long Reported = long.MaxValue;

    private readonly ConcurrentDictionary<string, long> _asked = new(StringComparer.Ordinal);

    internal UnreadProperties()
    {
    }

    /// <summary>Raised by the getter of a property that was not read, unless it was reported before. A handler must not throw.</summary>
    public event EventHandler<UnreadPropertyEventArgs>? Asked;

    internal void Note(ProcessSample sample, string property, ProcessDataSets dataSet)
    {
        if (Asked is null) return;
        long now = Environment.TickCount64;
        if (_asked.TryGetValue(property, out long last) && (last == Reported || now - last < Pause)) return;
        _asked[property] = now;
        UnreadPropertyEventArgs asked = new(property, dataSet, sample.NotRead);
        Asked(sample, asked);
        if (asked.IsReported) _asked[property] = Reported;
    }
}

/// <summary>A property of a sample that was used and not read.</summary>
/// <param name="property">Name of the property.</param>
/// <param name="dataSet">Data set of the property. None for <see cref="ProcessSample.Parent"/>, which requires the parent in the watch.</param>
/// <param name="notRead">All data sets of the sample that were not read.</param>
public sealed class UnreadPropertyEventArgs(string property, ProcessDataSets dataSet, ProcessDataSets notRead) : EventArgs
{
    /// <summary>Name of the property.</summary>
    public string Property { get; } = property;

    /// <summary>Data set of the property. None for <see cref="ProcessSample.Parent"/>, which requires the parent in the watch.</summary>
    public ProcessDataSets DataSet { get; } = dataSet;

    /// <summary>All data sets of the sample that were not read.</summary>
    public ProcessDataSets NotRead { get; } = notRead;

    /// <summary>Whether a handler reported the property to the user. If so, the event is not raised again for it.</summary>
    public bool IsReported { get; set; }
}
