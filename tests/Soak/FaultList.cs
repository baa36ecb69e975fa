namespace Vmon.Soak;

/// <summary>Counts faults by kind, with the text of the first of each.</summary>
internal sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Count, string First)> _faults = [];

    internal long Count
    {
        get
        {
            lock (_gate) return _faults.Values.Sum(fault => fault.Count);
        }
    }

    internal void Add(string kind, string text)
    {
        lock (_gate)
            _faults[kind] = _faults.TryGetValue(kind, out (long Count, string First) known) ? (known.Count + 1, known.First) : (1, text);
    }

    internal string[] Describe()
    {
        lock (_gate) return [.. _faults.Select(fault => $"{fault.Value.Count} x {fault.Key}: {fault.Value.First}")];
    }
}
