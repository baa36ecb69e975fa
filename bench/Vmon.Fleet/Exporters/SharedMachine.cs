using System.Diagnostics;
using Vmon.Sources.Machine;

namespace Vmon.Fleet.Exporters;

/// <summary>The machine, which all simulated hosts show as theirs. It is sampled once a second at most.</summary>
internal sealed class SharedMachine : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly VmonSession _session = new(new SessionOptions());
    private readonly SystemWatch _watch;
    private readonly Lock _gate = new();
    private long _sampledAt;

    internal SharedMachine() => _watch = _session.WatchSystem(SystemDataSets.Default | SystemDataSets.VmStat | SystemDataSets.FileSystem);

    /// <summary>The machine now.</summary>
    internal (SystemSample Sample, LineValues? VmStat) Current
    {
        get
        {
            lock (_gate)
            {
                if (_sampledAt == 0 || Stopwatch.GetElapsedTime(_sampledAt) > Interval)
                {
                    _watch.Sample();
                    _sampledAt = Stopwatch.GetTimestamp();
                }

                return (_watch.Current!, _watch.Sampler.VmStat.Values);
            }
        }
    }

    public void Dispose()
    {
        _watch.Dispose();
        _session.Dispose();
    }
}
