namespace Vmon.Model;

/// <summary>Processes that have left the table in the last second or two.</summary>
/// <param name="time">The clock.</param>
internal sealed class RecentlyGone(TimeProvider time)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private HashSet<ProcessIdentity> _now = [];
    private HashSet<ProcessIdentity> _before = [];
    private long _since = time.GetTimestamp();

    internal void Add(ProcessIdentity process)
    {
        Forget();
        _ = _now.Add(process);
    }

    internal bool Contains(ProcessIdentity process) => _now.Contains(process) || _before.Contains(process);

    private void Forget()
    {
        if (time.GetElapsedTime(_since) < Age) return;
        _since = time.GetTimestamp();
        (_now, _before) = (_before, _now);
        _now.Clear();
    }
}
