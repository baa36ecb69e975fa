using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>The cpu lines of a sample and of the previous one, paired by number. Immutable.</summary>
internal sealed class CpuReadings
{
    private readonly CpuTimes[] _current;
    private readonly Dictionary<int, CpuTimes> _previous;
    private readonly long? _mostTicks;

    /// <param name="current">The lines.</param>
    /// <param name="previous">Lines of the previous sample. Empty without one.</param>
    /// <param name="mostTicks">Maximum number of ticks of one CPU in the interval. Null if unknown.</param>
    internal CpuReadings(CpuTimes[] current, CpuTimes[] previous, long? mostTicks)
    {
        _current = current;
        _mostTicks = mostTicks;
        _previous = new Dictionary<int, CpuTimes>(previous.Length);
        foreach (CpuTimes times in previous) _previous[times.Number] = times;
        HasOtherCpus = previous.Length > 0
            && (previous.Length != current.Length || current.Any(times => !_previous.ContainsKey(times.Number)));
    }

    /// <summary>Whether a CPU came online or went offline since the previous sample.</summary>
    internal bool HasOtherCpus { get; }

    /// <summary>
    /// The line of all CPUs. Its difference covers only CPUs with valid lines in both samples, because the idle time of a CPU jumps when it
    /// goes offline or comes online.
    /// </summary>
    internal CpuReading? Whole
    {
        get
        {
            int index = Array.FindIndex(_current, times => times.Number == CpuTimes.Whole);
            if (index < 0) return null;
            CpuReading[] sound = [.. Each.Where(cpu => cpu.Total is not null)];
            bool isSound = _previous.Count == 0 || (!HasOtherCpus && sound.Length == Each.Count());
            if (isSound) return Pair(_current[index]);
            if (sound.Length == 0) return Pair(_current[index]) with { Before = null };

            CpuTimes now = default;
            CpuTimes before = default;
            foreach (CpuReading cpu in sound)
            {
                now.Add(cpu.Now);
                before.Add(cpu.Before!.Value);
            }

            return new CpuReading(_current[index], now, before, null);
        }
    }

    /// <summary>The lines of single CPUs: those that are online.</summary>
    internal IEnumerable<CpuReading> Each => _current.Where(times => times.Number != CpuTimes.Whole).Select(Pair);

    private CpuReading Pair(CpuTimes times) => new(
        times,
        times,
        _previous.TryGetValue(times.Number, out CpuTimes before) ? before : null,
        times.Number == CpuTimes.Whole ? null : _mostTicks); // the line of all CPUs is as valid as each of them
}

/// <summary>A cpu line, and the two readings of its difference.</summary>
/// <param name="Times">The line.</param>
/// <param name="Now">Current times: the line, or a sum over CPUs.</param>
/// <param name="Before">Times in the previous sample. Null without one.</param>
/// <param name="MostTicks">Maximum number of ticks in the interval. Null if unknown.</param>
internal readonly record struct CpuReading(CpuTimes Times, CpuTimes Now, CpuTimes? Before, long? MostTicks)
{
    /// <summary>Ticks of the interval in all modes. Null without a previous sample, and if unknown.</summary>
    internal long? Total
    {
        get
        {
            // IO wait is known to decrease slightly. Without the idle time, no percentage is known.
            if (Increase(CpuMode.Idle) is null) return null;
            long total = 0;
            for (CpuMode mode = 0; (int)mode < CpuTimes.Disjoint; mode++) total += Increase(mode) ?? 0;
            return total > MostTicks ? null : total;
        }
    }

    /// <summary>Ticks of the interval in a mode. Null if the counter decreased.</summary>
    internal long? Increase(CpuMode mode) => Now[mode] - Before?[mode] is >= 0 and long increase ? increase : null;

    internal bool HasChanged(CpuMode mode) => Now[mode] - Before?[mode] is not (null or 0);
}

/// <summary>The last two readings of the cpu lines.</summary>
internal sealed class CpuTable
{
    // The maximum number of CPUs in Linux.
    private const int Most = 8192;

    private CpuTimes[] _current = [];
    private CpuTimes[] _previous = [];
    private int _count;
    private int _previousCount;

    /// <summary>Whether there are more lines than Linux supports.</summary>
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
