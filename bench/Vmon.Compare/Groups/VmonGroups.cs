using Vmon.Bench;

namespace Vmon.Compare.Groups;

/// <summary>Vmon in this process: a sample of control groups, and an object of each with its usual figures.</summary>
internal sealed class VmonGroups : IDisposable
{
    private readonly VmonSession _session;
    private readonly CgroupWatch _watch;

    internal VmonGroups(CgroupSelection selection, CgroupDataSets dataSets, bool exact)
    {
        _session = new VmonSession(new SessionOptions { UseEvents = false, Exact = exact });
        _watch = _session.WatchCgroups(selection, dataSets, events: false) ?? throw new PeerException("no control groups are mounted.");
    }

    /// <summary>CPU time in µs.</summary>
    internal double Measure()
    {
        double before = CpuTime.OfThisProcess();
        _watch.Sample();
        double sum = 0;
        foreach (CgroupSample group in _watch.Groups()) sum += (group.CpuPercent ?? 0) + (group.MemoryCurrent ?? 0) + (group.TaskCount ?? 0) + (group.IoWriteRate ?? 0);
        GC.KeepAlive(sum);
        return CpuTime.OfThisProcess() - before;
    }

    public void Dispose() => _session.Dispose();

    internal int Count => _watch.Groups().Count();
}
