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
    private readonly Dictionary<string, ProcessDataSets> _ofLast = [];
    private Dictionary<string, ProcessDataSets> _asked = [];
    private ProcessSample? _last;

    internal UnreadProperties()
    {
    }

    /// <summary>The first since the last <see cref="Take"/> is asked for. Raised while the property is read: a handler must not throw.</summary>
    public event EventHandler? Asked;

    /// <summary>Names and data sets of those that were asked for since the last call.</summary>
    public IReadOnlyDictionary<string, ProcessDataSets> Take()
    {
        lock (_gate)
        {
            Settle();
            Dictionary<string, ProcessDataSets> taken = _asked;
            _asked = [];
            return taken;
        }
    }

    internal void Note(ProcessSample sample, string property, ProcessDataSets dataSet)
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = _last is null && _asked.Count == 0;
            if (_last != sample) Settle();
            _last = sample;
            _ = _ofLast.TryAdd(property, dataSet);
        }

        if (isFirst) Asked?.Invoke(this, EventArgs.Empty);
    }

    private void Settle()
    {
        if (_last is null) return;
        ProcessDataSets sets = _ofLast.Values.Aggregate(ProcessDataSets.None, static (all, dataSet) => all | dataSet);
        if (sets != _last.NotRead || BitOperations.PopCount((uint)sets) < FewSets)
            foreach ((string property, ProcessDataSets dataSet) in _ofLast) _ = _asked.TryAdd(property, dataSet);
        _ofLast.Clear();
        _last = null;
    }
}
