using System.Collections.Concurrent;

namespace Vmon;

/// <summary>Notes which properties are asked of a watch's samples although they were not read, and so are null. Safe for several threads.</summary>
public sealed class UnreadProperties
{
    // An export asks for the same properties of many samples: what was not reported is raised again only after a pause.
    private const long Pause = 50;
    private const long Reported = long.MaxValue;

    private readonly ConcurrentDictionary<string, long> _asked = new(StringComparer.Ordinal);

    internal UnreadProperties()
    {
    }

    /// <summary>A property is asked for, and was not reported before. Raised while it is read: a handler must not throw.</summary>
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

/// <summary>A property of a sample that was asked for and not read.</summary>
/// <param name="property">Its name.</param>
/// <param name="dataSet">The data set that has it; None for <see cref="ProcessSample.Parent"/>, which takes that the parent is in the watch.</param>
/// <param name="notRead">All data sets that were not read of the sample.</param>
public sealed class UnreadPropertyEventArgs(string property, ProcessDataSets dataSet, ProcessDataSets notRead) : EventArgs
{
    /// <summary>Its name.</summary>
    public string Property { get; } = property;

    /// <summary>The data set that has it; None for <see cref="ProcessSample.Parent"/>, which takes that the parent is in the watch.</summary>
    public ProcessDataSets DataSet { get; } = dataSet;

    /// <summary>All data sets that were not read of the sample.</summary>
    public ProcessDataSets NotRead { get; } = notRead;

    /// <summary>Whether a handler has reported it to the user, so that it need not be raised again.</summary>
    public bool IsReported { get; set; }
}
