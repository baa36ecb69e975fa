using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>The last two readings of the cpu lines.</summary>
internal sealed class CpuTable
{
    // The maximum number of CPUs in Linux.
    private const int Most = 8192;

    private CpuTimes[] _current = [];
    private CpuTimes[] _previous = [];
    private int _count;
    private int _previousCount;

    /// <summary>Whether there are more than can be.</summary>
    internal bool IsFull => _count > Most;

    internal void Begin()
    {
        (_current, _previous) = (_previous, _current);
        _previousCount = _count;
        _count = 0;
    }

    internal void Add(in CpuTimes times)
    {
        if (IsFull) return;
        if (_count == _current.Length) Array.Resize(ref _current, Math.Max(8, _count * 2));
        _current[_count++] = times;
    }

    internal CpuReadings Copy(bool isPaired, long? mostTicks) => new(_current[.._count], isPaired ? _previous[.._previousCount] : [], mostTicks);
}
