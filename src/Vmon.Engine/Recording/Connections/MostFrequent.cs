namespace Vmon.Recording.Connections;

/// <summary>The number that occurs most often among the first ones.</summary>
internal sealed class MostFrequent
{
    private const int Most = 256;

    private readonly Dictionary<long, int> _counts = [];
    private int _added;

    /// <summary>Null if there is none.</summary>
    internal long? Value => _counts.Count == 0 ? null : _counts.MaxBy(static count => count.Value).Key;

    /// <summary>Counts a number. False if there are enough.</summary>
    internal bool TryAdd(long number)
    {
        _counts[number] = _counts.GetValueOrDefault(number) + 1;
        return ++_added < Most;
    }
}
