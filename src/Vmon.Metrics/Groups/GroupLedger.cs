using Vmon.Metrics.Declarations;
using Vmon.Metrics.Labels;

namespace Vmon.Metrics.Groups;

/// <summary>
/// Counts what groups of processes use. What a process used stays in the group that it was in at the time, also when it exits. A limited number of groups is
/// shown, and what the others use counts for the group other.
/// </summary>
/// <remarks>
/// A group that is admitted begins at zero, and what it used before stays in other: so the counter of other does not decrease, and the first scrape that has the
/// series has its beginning. When a group loses its place, what its series counted is added to <see cref="Former"/>, not to other, whose rate would show it as used
/// at once. Comes the group back, its series goes on where it was. At all times, the series of shown groups, of other and of former groups add up to what all
/// processes have used since the first sample.
/// </remarks>
internal sealed class GroupLedger
{
    /// <summary>How many groups that lost their place are remembered.</summary>
    internal const int MostRemembered = 4096;

    private readonly Dictionary<ProcessIdentity, LedgerEntry> _entries = [];
    private readonly Dictionary<GroupKey, Group> _groups = [];
    private readonly Stack<LedgerEntry> _spare = new();
    private readonly List<Group> _shown = [];
    private readonly List<Group> _empty = [];
    private readonly Admission _admission;
    private readonly Func<GroupKey, LabelSet> _labels;
    private readonly Dictionary<GroupKey, CounterValues> _remembered = [];
    private readonly Queue<GroupKey> _order = new();
    private CounterValues _former;
    private long _sample;
    private int _seen;

    /// <param name="top">The number of groups that are shown.</param>
    /// <param name="labels">Makes the attributes of a group.</param>
    internal GroupLedger(int top, Func<GroupKey, LabelSet> labels)
    {
        _labels = labels;
        _admission = new Admission(top, _shown);
        GroupKey key = new(GroupType.Other, "other");
        Other = new Group(key, labels(key)) { IsShown = true };
    }

    /// <summary>The groups that have series of their own, in the order of their admission.</summary>
    internal IReadOnlyList<Group> Shown => _shown;

    /// <summary>All other groups.</summary>
    internal Group Other { get; }

    /// <summary>What groups counted that lost their place, while they had it.</summary>
    internal ref readonly CounterValues Former => ref _former;

    /// <summary>Number of groups that are part of other.</summary>
    internal int HiddenCount => _groups.Count - _shown.Count;

    /// <summary>Number of processes that it knows.</summary>
    internal int ProcessCount => _entries.Count;

    /// <summary>Begins a sample.</summary>
    internal void Begin()
    {
        _sample++;
        _seen = 0;
        Other.Levels = default;
        foreach (Group group in _groups.Values)
        {
            group.Levels = default;
            group.CpuInSample = 0;
        }
    }

    /// <summary>The entry of a process.</summary>
    internal LedgerEntry Enter(ProcessIdentity process)
    {
        if (!_entries.TryGetValue(process, out LedgerEntry? entry))
        {
            entry = _spare.TryPop(out LedgerEntry? spare) ? spare : new LedgerEntry();
            entry.Process = process;
            entry.IsNew = true;
            _entries.Add(process, entry);
        }
        else
        {
            entry.IsNew = false;
        }

        if (entry.SeenIn != _sample) _seen++;
        entry.SeenIn = _sample;
        return entry;
    }

    /// <summary>The group of a key.</summary>
    internal Group GroupOf(in GroupKey key)
    {
        if (_groups.TryGetValue(key, out Group? group)) return group;
        group = new Group(key, _labels(key));
        _groups.Add(key, group);
        return group;
    }

    /// <summary>The group of a key, if it has series of its own.</summary>
    internal Group? ShownOf(in GroupKey key) => _groups.TryGetValue(key, out Group? group) && group.IsShown ? group : null;

    /// <summary>Accounts what a process used since the previous sample. Its entry has its group.</summary>
    internal void Account(LedgerEntry entry, in ProcessUsage usage)
    {
        Group group = entry.Group!;
        if (entry.IsNew && !usage.IsBorn)
        {
            // It used this before it was first seen.
            entry.Accounted = usage.Totals;
            if (_sample == 1) group.CpuBefore += usage.Totals[GroupCounter.CpuUser] + usage.Totals[GroupCounter.CpuSystem];
        }

        ref CounterValues totals = ref group.IsShown ? ref group.Totals : ref Other.Totals;
        for (int i = 0; i < CounterValues.Count; i++)
        {
            // A total that is smaller than before is a reading that is less exact. Nothing is taken back.
            long increase = Math.Max(0, usage.Increases[i]);
            if (usage.Totals[i] > entry.Accounted[i])
            {
                increase += usage.Totals[i] - entry.Accounted[i];
                entry.Accounted[i] = usage.Totals[i];
            }

            totals[i] += increase;
            if (i <= (int)GroupCounter.CpuSystem) group.CpuInSample += increase;
        }

        if (usage.HasExited) Remove(entry);
        else group.Levels.Add(usage.Levels);
    }

    /// <summary>Ends a sample: decides which groups are shown from now on.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="uptime">Time since boot.</param>
    /// <param name="machine">The size of the machine.</param>
    internal void End(TimeSpan now, TimeSpan uptime, MachineSize machine)
    {
        if (_seen < _entries.Count) ForgetUnseen();
        _admission.Rate(_groups.Values, now, uptime, machine);
        RemoveEmpty();
        while (_admission.Next(_groups.Values, now) is { } change)
        {
            if (change.Leaving is { } leaving) Dismiss(leaving);
            Admit(change.Entering, now);
        }

        foreach (Group group in _groups.Values)
            if (!group.IsShown) Other.Levels.Add(group.Levels);
    }

    private void Admit(Group group, TimeSpan now)
    {
        if (_remembered.Remove(group.Key, out CounterValues totals))
        {
            group.Totals = totals;
            _former.Subtract(totals);
        }

        group.IsShown = true;
        group.AdmittedAt = now;
        _shown.Add(group);
    }

    private void Dismiss(Group group)
    {
        _ = _shown.Remove(group);
        group.IsShown = false;
        _former.Add(group.Totals);
        while (_remembered.Count >= MostRemembered && _order.TryDequeue(out GroupKey oldest)) _ = _remembered.Remove(oldest);
        _remembered[group.Key] = group.Totals;
        _order.Enqueue(group.Key);
        if (_order.Count > 2 * MostRemembered) CompactOrder();
        group.Totals = default;
        if (group.Levels[GroupLevel.Processes] == 0) _ = _groups.Remove(group.Key);
    }

    // A group that comes and goes is in the queue more than once.
    private void CompactOrder()
    {
        HashSet<GroupKey> kept = [];
        GroupKey[] newestFirst = [.. _order.Reverse().Where(key => _remembered.ContainsKey(key) && kept.Add(key))];
        _order.Clear();
        foreach (GroupKey key in newestFirst.Reverse()) _order.Enqueue(key);
    }

    private void RemoveEmpty()
    {
        _empty.Clear();
        foreach (Group group in _groups.Values)
            if (!group.IsShown && group.Levels[GroupLevel.Processes] == 0) _empty.Add(group);
        foreach (Group group in _empty) _ = _groups.Remove(group.Key);
    }

    private void ForgetUnseen()
    {
        foreach (LedgerEntry entry in _entries.Values)
            if (entry.SeenIn != _sample) Remove(entry);
    }

    private void Remove(LedgerEntry entry)
    {
        if (entry.SeenIn == _sample) _seen--;
        _ = _entries.Remove(entry.Process);
        entry.Accounted = default;
        entry.Group = null;
        entry.Origin = null;
        entry.Descriptors = null;
        if (_spare.Count < 1024) _spare.Push(entry);
    }
}
