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
