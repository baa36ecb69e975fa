using Vmon.Metrics.Declarations;

namespace Vmon.Metrics.Groups;

/// <summary>The size of the machine, by which groups are compared.</summary>
/// <param name="Cpus">CPUs that are online.</param>
/// <param name="Memory">Bytes of memory.</param>
internal readonly record struct MachineSize(int Cpus, long Memory);

/// <summary>A group takes a place.</summary>
/// <param name="Entering">The group that takes it.</param>
/// <param name="Leaving">The group whose place it was. Null for a free place.</param>
internal readonly record struct PlaceChange(Group Entering, Group? Leaving);

/// <summary>
/// Decides which groups have series of their own. Series that come and go make rates wrong, so a group that was admitted keeps its place for at least
/// <see cref="Residence"/>, and loses it only to a group that uses more than twice as much.
/// </summary>
/// <param name="top">The number of places.</param>
/// <param name="shown">The groups that have a place.</param>
internal sealed class Admission(int top, IReadOnlyList<Group> shown)
{
    /// <summary>The shortest time for which a group keeps its place, also after its last process exited: longer than the interval that rates are usually over.</summary>
    internal static readonly TimeSpan Residence = TimeSpan.FromMinutes(15);

    private const double Factor = 2;

    // Half a thousandth of the machine: groups that use next to nothing do not change places.
    private const double Margin = 0.0005;

    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(5);

    private TimeSpan? _last;

    /// <summary>Brings the scores of all groups up to date.</summary>
    internal void Rate(IEnumerable<Group> groups, TimeSpan now, TimeSpan uptime, MachineSize machine)
    {
        double elapsed = (now - (_last ?? now)).TotalSeconds;
        double weight = _last is null ? 0 : 1 - Math.Pow(0.5, elapsed / HalfLife.TotalSeconds);
        foreach (Group group in groups)
        {
            if (_last is null) group.Load = uptime > TimeSpan.Zero ? group.CpuBefore / 1e9 / uptime.TotalSeconds : 0;
            else if (elapsed > 0) group.Load += weight * ((group.CpuInSample / 1e9 / elapsed) - group.Load);
            group.Score = (group.Load / Math.Max(1, machine.Cpus)) + (group.Levels[GroupLevel.Resident] / (double)Math.Max(1, machine.Memory));
            if (group.Levels[GroupLevel.Processes] > 0) group.LastAlive = now;
        }

        _last = now;
    }

    /// <summary>The next place that changes hands. Null for none.</summary>
    internal PlaceChange? Next(IEnumerable<Group> groups, TimeSpan now)
    {
        Group? best = Best(groups);
        if (best is null) return null;
        if (shown.Count < top) return new PlaceChange(best, null);
        Group? weakest = Weakest(now);
        return weakest is not null && best.Score > (Factor * weakest.Score) + (weakest.Levels[GroupLevel.Processes] > 0 ? Margin : 0) ? new PlaceChange(best, weakest) : null;
    }

    private static Group? Best(IEnumerable<Group> groups)
    {
        Group? best = null;
        foreach (Group group in groups)
            if (!group.IsShown && group.Levels[GroupLevel.Processes] > 0 && (best is null || group.Score > best.Score)) best = group;
        return best;
    }

    private Group? Weakest(TimeSpan now)
    {
        Group? weakest = null;
        foreach (Group group in shown)
            if (IsSettled(group, now) && (weakest is null || group.Score < weakest.Score)) weakest = group;
        return weakest;
    }

    // A group without processes has been without any for that long.
    private static bool IsSettled(Group group, TimeSpan now) =>
        now - group.AdmittedAt >= Residence && (group.Levels[GroupLevel.Processes] > 0 || now - group.LastAlive >= Residence);
}
