using System.Collections.Concurrent;

namespace Vmon;

/// <summary>Notes which properties are asked of a watch's samples although they were not read, and so are null. Safe for several threads.</summary>
public sealed class UnreadProperties
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.Ordinal);

    internal UnreadProperties()
    {
    }

    /// <summary>A property is asked for the first time. Raised while it is read: a handler must not throw.</summary>
    public event EventHandler<UnreadPropertyEventArgs>? Asked;

    internal void Note(ProcessSample sample, string property, ProcessDataSets dataSet)
    {
        if (_asked.TryAdd(property, true)) Asked?.Invoke(sample, new UnreadPropertyEventArgs(property, dataSet, sample.NotRead));
    }
}
