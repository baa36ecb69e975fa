using Vmon.Kernel.Events;

namespace Vmon.Model;

/// <summary>
/// Which followed process a process descends from, by the start events. The parent that its files name is another one once its own parent has exited.
/// </summary>
internal sealed class Descent
{
    private readonly Dictionary<int, Birth> _births = [];
    private readonly Dictionary<ExitRecord, Birth> _ended = [];
    private readonly List<Birth> _fresh = [];

    /// <summary>Whether there have been starts.</summary>
    internal bool IsUsed { get; private set; }

    /// <summary>Processes that descend from a followed one, exist, and have not been taken.</summary>
    internal List<Birth> Fresh => _fresh;

    /// <summary>Records a start.</summary>
    /// <param name="start">The event.</param>
    /// <param name="ofParent">The scope that its parent has by the samples. Null if it is not followed.</param>
    /// <param name="isSampled">Whether a sampled process has its PID.</param>
    internal void Note(StartRecord start, MonitorScope? ofParent, bool isSampled)
    {
        IsUsed = true;
        Birth birth = new(start, ScopeOf(start.ParentId, ofParent));
        if (birth.Scope is not null) _fresh.Add(birth);

        // Without a scope too, if it could be taken for the process that had the PID before.
        if (birth.Scope is not null || isSampled || _births.ContainsKey(start.Id)) _births[start.Id] = birth;
    }

    /// <summary>Records an exit. What is known of the process stays until the exit is forgotten.</summary>
    internal void Note(ExitRecord exit)
    {
        if (!_births.Remove(exit.Id, out Birth? birth) || birth.Scope is null) return;
        _ended[exit] = birth;
        _ = _fresh.Remove(birth);
    }

    /// <summary>Where a process that exited descends from. Null if not from a followed process, and without start events.</summary>
    internal Birth? Of(ExitRecord exit) => _ended.GetValueOrDefault(exit);

    internal void Forget(ExitRecord exit) => _ended.Remove(exit);

    /// <summary>The processes of <see cref="Fresh"/> were added to the table.</summary>
    internal void Settle() => _fresh.Clear();

    /// <summary>Forgets the starts after events were lost: the process may not exist any more.</summary>
    internal void Reset()
    {
        _births.Clear();
        _fresh.Clear();
    }

    private MonitorScope? ScopeOf(int? parent, MonitorScope? ofParent)
    {
        MonitorScope? scope = parent is int id && _births.TryGetValue(id, out Birth? known) ? known.Scope : ofParent;
        return scope is { IsActive: true, FollowsChildren: true } ? scope : null;
    }

    /// <summary>A process that started, and the scope that it joined as a child.</summary>
    internal sealed record Birth(StartRecord Start, MonitorScope? Scope);
}
