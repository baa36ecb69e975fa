using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>The cpu lines of one sample, and of the one before, paired by number. Immutable.</summary>
internal sealed class CpuReadings
{
    private readonly CpuTimes[] _current;
    private readonly Dictionary<int, CpuTimes> _previous;

    internal CpuReadings(CpuTimes[] current, CpuTimes[] previous)
    {
        _current = current;
        _previous = new Dictionary<int, CpuTimes>(previous.Length);
        foreach (CpuTimes times in previous) _previous[times.Number] = times;
        HasOtherCpus = previous.Length > 0
            && (previous.Length != current.Length || current.Any(times => !_previous.ContainsKey(times.Number)));
    }

    /// <summary>Whether a CPU came or went since the sample before.</summary>
    internal bool HasOtherCpus { get; }

    /// <summary>
    /// The line of all CPUs. In an interval in which one came or went, its difference is of those that were there all the time: the
    /// kernel counts the idle time of an offline CPU in another way than that of an online one, so that the sum jumps.
    /// </summary>
    internal CpuReading? Whole
    {
        get
        {
            int index = Array.FindIndex(_current, times => times.Number == CpuTimes.Whole);
            if (index < 0) return null;
            if (!HasOtherCpus) return Pair(_current[index]);

            CpuTimes now = default;
            CpuTimes before = default;
            foreach (CpuReading cpu in Each)
            {
                if (cpu.Before is not CpuTimes then) continue;
                now.Add(cpu.Now);
                before.Add(then);
            }

            return new CpuReading(_current[index], now, before);
        }
    }

    /// <summary>The lines of single CPUs: those that are online.</summary>
    internal IEnumerable<CpuReading> Each => _current.Where(times => times.Number != CpuTimes.Whole).Select(Pair);

    private CpuReading Pair(CpuTimes times) => new(times, times, _previous.TryGetValue(times.Number, out CpuTimes before) ? before : null);
}
