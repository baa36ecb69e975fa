using System.Runtime.InteropServices;
using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Model;

/// <summary>
/// What process events add to the samples: how a process exited and what it used until then, the processes that started and exited between two samples, and the
/// descendants of followed processes whose parent exited.
/// </summary>
/// <remarks>
/// A BPF event of an exit comes before the process leaves the source, one of the connector shortly after. So the exit of each process that a sample misses has
/// been reported, or the sample knows the process. A process that exited without having been sampled, and was not started after the sample began, cannot show in
/// the source any more. A later one may still be a zombie: then it waits for the next sample.
/// </remarks>
internal sealed class Lifetimes(IProcessSource source, NodeSet nodes, SelectionSet selection)
{
    // The start of an event of the connector is the time of a message, which comes later. No PID is reused as soon.
    private const long LongestDelay = 100_000_000;

    // From the start time of a process until a listing has it. That of an event of the connector is not before.
    private const long LongestFork = 100_000_000;

    private readonly List<ProcessRecord> _events = [];
    private readonly Dictionary<int, List<ExitRecord>> _exits = [];
    private readonly Dictionary<(int Id, long? StartTime), ExecRecord> _programs = [];
    private readonly Descent _descent = new();
    private readonly List<ExitRecord> _unsampled = [];
    private readonly List<ProcessNode> _added = [];
    private readonly List<ProcessNode> _terminated = [];
    private readonly RecentlyGone _past = new(source.Host.Clock.Time);
    private Dictionary<int, ProcessNode> _gone = [];
    private Dictionary<int, ProcessNode> _goneBefore = [];
    private ProcessUser? _lastUser;
    private long _lost;

    /// <summary>Whether a followed process exists, or has exited, that the next sample will show.</summary>
    internal bool AwaitsMore { get; private set; }

    /// <summary>Processes of this sample whose exit is known. They may be zombies.</summary>
    internal List<ProcessNode> Terminated => _terminated;

    /// <summary>Begins a sample.</summary>
    internal void Begin()
    {
        // No exit of these can follow: theirs is known.
        foreach (ProcessNode added in _added)
            if (_gone.TryGetValue(added.Id, out ProcessNode? gone) && gone == added) _ = _gone.Remove(added.Id);
        _added.Clear();
        _terminated.Clear();
        _unsampled.Clear();
        (_gone, _goneBefore) = (_goneBefore, _gone);
        _gone.Clear();
    }

    /// <summary>Adds the descendants of followed processes that exist, before they are read.</summary>
    internal void AddStarted()
    {
        Take();
        if (_descent.IsUsed && source.LostEvents is var lost && lost != _lost)
        {
            _lost = lost;
            _descent.Reset();
        }

        foreach (Descent.Birth birth in _descent.Fresh)
        {
            ProcessNode node = nodes.Find(birth.Start.Id) ?? AddStarted(birth.Start);
            if (node.Phase == NodePhase.Unseen || IsOf(birth.Start, node)) node.Membership.Followed ??= birth.Scope;
        }

        _descent.Settle();
    }

    /// <summary>Gives a process that exited its last figures.</summary>
    internal void Conclude(ProcessNode node)
    {
        _gone[node.Id] = node;
        _past.Add(node.Identity);
        Take();
        if (node.Exit is null && _exits.TryGetValue(node.Id, out List<ExitRecord>? exits) && exits.Find(exit => IsOf(exit, node)) is { } known)
        {
            node.Exit = known;
            Forget(known, exits);
        }

        if (node.Exit is { HasCounters: true } last) node.Records.Conclude(last, source.State);
    }

    /// <summary>Adds the processes that no sample has read, as exited. Their parents come first.</summary>
    /// <returns>The processes that this call added.</returns>
    internal ReadOnlySpan<ProcessNode> AddUnsampled()
    {
        int known = _added.Count;
        AwaitsMore = false;
        Take();
        if (_exits.Count > 0)
            foreach (ExitRecord exit in Unsampled())
            {
                if (MustWait(exit))
                {
                    Keep(exit);
                    continue;
                }

                if (Add(exit) is { } node) _added.Add(node);
                _descent.Forget(exit);
            }

        AwaitsMore |= _descent.Fresh.Count > 0;
        if (_programs.Count > 0) ForgetPrograms();
        return CollectionsMarshal.AsSpan(_added)[known..];
    }

    private void Take()
    {
        _events.Clear();
        source.TakeEvents(_events);
        foreach (ProcessRecord record in _events)
        {
            switch (record)
            {
                case ExitRecord exit:
                    Keep(exit);
                    _descent.Note(exit);
                    break;
                case ExecRecord program:
                    _programs[(program.Id, program.StartTime)] = program;
                    break;
                case StartRecord start:
                    _descent.Note(start, ParentOf(start.ParentId, start) is { Phase: not NodePhase.Unseen } parent ? parent.Membership.FollowScope : null, isSampled: nodes.Find(start.Id) is not null);
                    break;
            }
        }
    }

    private void Keep(ExitRecord exit)
    {
        if (!_exits.TryGetValue(exit.Id, out List<ExitRecord>? exits)) _exits.Add(exit.Id, exits = []);
        exits.Add(exit);
    }

    // Its parent started after the sample began as well, so that only the next one has the process with the counters of the parent.
    private bool MustWait(ExitRecord exit)
    {
        if (!IsLater(exit) || exit.ParentId is not > 0 || ParentOf(exit.ParentId, exit) is not null) return false;
        AwaitsMore |= ScopeOf(exit) is not null;
        return true;
    }

    // A zombie is a process of the table.
    private List<ExitRecord> Unsampled()
    {
        _unsampled.Clear();
        foreach ((int id, List<ExitRecord> exits) in _exits)
        {
            for (int i = exits.Count - 1; i >= 0; i--)
            {
                ExitRecord exit = exits[i];
                if (Sampled(exit) is { } node) NoteSampled(node, exit);
                else if (IsOfEarlier(exit)) _descent.Forget(exit);
                else if (!IsLater(exit, exit.StartTicks is null ? 0 : LongestFork) || IsGone(exit))
                {
                    _unsampled.Add(exit);
                }
                else
                {
                    AwaitsMore |= ScopeOf(exit) is not null;
                    continue;
                }

                exits.RemoveAt(i);
            }

            if (exits.Count == 0) _ = _exits.Remove(id);
        }

        _unsampled.Sort(static (one, other) => Nullable.Compare(one.StartTime, other.StartTime));
        return _unsampled;
    }

    private ProcessNode? Sampled(ExitRecord exit)
    {
        if (nodes.Find(exit.Id) is { Phase: not NodePhase.Unseen } node && IsOf(exit, node)) return node;
        if (_gone.TryGetValue(exit.Id, out node) && IsOf(exit, node)) return node;
        return _goneBefore.TryGetValue(exit.Id, out node) && IsOf(exit, node) ? node : null;
    }

    // The command line of a zombie cannot be read.
    private void NoteSampled(ProcessNode node, ExitRecord exit)
    {
        node.Exit ??= exit;
        if (node.Phase != NodePhase.Exited) _terminated.Add(node);
        if (node.Phase == NodePhase.New && ProgramOf(exit) is { } program) node.Records.Command.Complete(program.Path, program.Command, program.IsCommandCut);
        _descent.Forget(exit);
    }

    private ProcessNode? Add(ExitRecord exit)
    {
        MonitorScope? followed = ScopeOf(exit);
        if (source.State.Interval is null || (followed is null && selection is { DependsOnNames: false, DependsOnCgroups: false })) return null;
        ProcessNode? parent = (selection.Everything is null ? ParentOf(_descent.Of(exit)?.Start.ParentId, exit) : null) ?? ParentOf(exit.ParentId, exit);
        ProcessNode node = nodes.AddExited(exit.Id, parent);
        node.Membership.Followed = followed;
        node.Exit = exit;
        node.Records.AcceptWhole(exit, ProgramOf(exit), parent?.Records, source.FindCgroups(exit), _lastUser, source.State, source.Host);
        _lastUser = node.Records.User.User ?? _lastUser;
        selection.Judge(node, isNameChanged: false);
        _gone[node.Id] = node;
        _past.Add(node.Identity);
        return node;
    }

    private ProcessNode AddStarted(StartRecord start)
    {
        ProcessNode node = nodes.Add(start.Id, source.State.Number);
        node.Records.ExpectedStart = start.StartTicks;
        return node;
    }

    // Without start events, a parent that exited before it is that of its exec.
    private MonitorScope? ScopeOf(ExitRecord exit) => selection.Everything ?? _descent.Of(exit)?.Scope
        ?? ParentOf(exit.ParentId, exit)?.Membership.FollowScope ?? ParentOf(ProgramOf(exit)?.ParentId, exit)?.Membership.FollowScope;

    private ExecRecord? ProgramOf(ExitRecord exit) => _programs.GetValueOrDefault((exit.Id, exit.StartTime));

    // A process that exited before the child started is not its parent.
    private ProcessNode? ParentOf(int? id, ProcessRecord child)
    {
        if (id is not int known) return null;
        return _gone.TryGetValue(known, out ProcessNode? gone) && !(gone.Exit?.Time < child.StartTime) ? gone : nodes.Find(known);
    }

    private void Forget(ExitRecord exit, List<ExitRecord> exits)
    {
        _descent.Forget(exit);
        _ = exits.Remove(exit);
        if (exits.Count == 0) _ = _exits.Remove(exit.Id);
    }

    private void ForgetPrograms()
    {
        foreach (((int Id, long? StartTime) process, ExecRecord program) in _programs)
            if (!IsLater(program)) _ = _programs.Remove(process);
    }

    // Without a start, the first exit is that of the process which the sample has.
    private static bool IsOf(ProcessRecord record, ProcessNode node)
    {
        if (record.Identity is { } identity) return identity == node.Identity;
        return record.StartTime is not long start || Math.Abs(start - (node.Identity.StartTicks * SystemConstants.NanosecondsPerTick)) <= LongestDelay;
    }

    // A parent that is read again in this sample has its usage.
    private bool IsGone(ExitRecord exit)
    {
        if (exit.StartTicks is null) return false;
        exit.ToStat(out ProcStat stat);
        ProcessRecords records = new(exit.Id);
        records.Stat.Reading.Advance(stat);
        bool isGone = source.Look(records, out _) == ReadStatus.Gone;
        source.Release(records);
        return isGone;
    }

    private bool IsLater(ProcessRecord record, long fork = 0) => source.State.Uptime is { } began && record.StartTime + fork >= Nanoseconds(began);

    // An earlier sample had it, or left it out. A record comes late if the CPU that writes one before it is stopped meanwhile, such as that of a virtual machine.
    private bool IsOfEarlier(ExitRecord exit) =>
        exit.StartTime is not long start
        || (exit.Identity is { } identity && _past.Contains(identity))
        || (!exit.HasCounters && source.State.PreviousUptime is { } before && start + SystemConstants.NanosecondsPerTick < Nanoseconds(before));

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
