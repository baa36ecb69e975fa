using System.Numerics;

namespace Vmon;

/// <summary>
/// Properties that were asked of a watch's samples by name, although their data set was not read, so that they are null. What asks a sample
/// for everything, as an export does, asks for something of every data set and is not counted. Safe for several threads.
/// </summary>
public sealed class UnreadProperties
{
    // Fewer unread data sets than this are no proof that everything was asked for.
    private const int FewSets = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ProcessWants> _ofLast = [];
    private Dictionary<string, ProcessWants> _asked = [];
    private ProcessSample? _last;

    internal UnreadProperties()
    {
    }

    /// <summary>The first since the last <see cref="Take"/> is asked for. Raised while the property is read: a handler must not throw.</summary>
    public event EventHandler? Asked;

    /// <summary>Names and data sets of those that were asked for since the last call.</summary>
    public IReadOnlyDictionary<string, ProcessWants> Take()
    {
        lock (_gate)
        {
            Settle();
            Dictionary<string, ProcessWants> taken = _asked;
            _asked = [];
            return taken;
        }
    }

    internal void Note(ProcessSample sample, string property, ProcessWants want)
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = _last is null && _asked.Count == 0;
            if (_last != sample) Settle();
            _last = sample;
            _ = _ofLast.TryAdd(property, want);
        }

        if (isFirst) Asked?.Invoke(this, EventArgs.Empty);
    }

    private void Settle()
    {
        if (_last is null) return;
        ProcessWants sets = _ofLast.Values.Aggregate(ProcessWants.None, static (all, want) => all | want);
        if (sets != _last.NotRead || BitOperations.PopCount((uint)sets) < FewSets)
            foreach ((string property, ProcessWants want) in _ofLast) _ = _asked.TryAdd(property, want);
        _ofLast.Clear();
        _last = null;
    }
}
