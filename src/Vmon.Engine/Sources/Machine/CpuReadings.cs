using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>The cpu lines of one sample, and of the one before, paired by number. Immutable.</summary>
internal sealed class CpuReadings
{
    private readonly CpuTimes[] _current;
    private readonly Dictionary<int, CpuTimes> _previous;
    private readonly long? _mostTicks;

    /// <param name="current">The lines.</param>
    /// <param name="previous">The previous sample's. None without one.</param>
    /// <param name="mostTicks">More ticks than this cannot have passed on one CPU in the interval; null if unknown.</param>
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
