using Vmon.Kernel.Events;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// What process events add to the samples: how a process exited and what it used until then, and the processes that started and exited between two samples.
/// </summary>
/// <remarks>
/// An exit is reported before the process leaves the source. So the exit of each process that a sample misses has been reported, and a process that exited without having
/// been sampled, and was not started after the sample began, cannot show in the source any more. Later ones may still be zombies: they wait for the next sample.
/// </remarks>
internal sealed class Lifetimes(IProcessSource source, NodeSet nodes, SelectionSet selection)
{
    private readonly List<ProcessRecord> _events = [];
    private readonly Dictionary<ProcessIdentity, ExitRecord> _exits = [];
    private readonly Dictionary<int, ExitRecord> _exitsById = [];
    private readonly Dictionary<ProcessIdentity, ExecRecord> _programs = [];
    private readonly List<ExitRecord> _unsampled = [];
    private readonly List<ProcessNode> _added = [];
    private readonly Dictionary<int, ProcessNode> _gone = [];

    /// <summary>Whether a followed process has exited that the next sample will show.</summary>
    internal bool AwaitsExit { get; private set; }

    /// <summary>Begins a sample.</summary>
    internal void Begin()
    {
        _gone.Clear();
        _exitsById.Clear();
    }

    /// <summary>Gives a process that exited its last figures.</summary>
    internal void Conclude(ProcessNode node)
    {
        _gone[node.Id] = node;
        Take();
        if (node.Exit is null && (_exits.Remove(node.Identity, out ExitRecord? exit) || _exitsById.Remove(node.Id, out exit))) node.Exit = exit;
        if (node.Exit is { } known) node.Records.Conclude(known, source.State);
    }

    /// <summary>Adds the processes that no sample has read, as exited. Their parents come first.</summary>
    internal List<ProcessNode> AddUnsampled()
    {
        _added.Clear();
        AwaitsExit = false;
        Take();
        if (_exits.Count + _exitsById.Count > 0)
            foreach (ExitRecord exit in Unsampled())
                if (Add(exit) is { } node) _added.Add(node);
        if (_programs.Count > 0) Forget();
        return _added;
    }

    private void Take()
    {
        _events.Clear();
        source.TakeEvents(_events);
        foreach (ProcessRecord record in _events)
        {
            switch (record)
            {
                case ExitRecord exit when record.Identity is { } identity:
                    _exits[identity] = exit;
                    break;
                case ExitRecord exit:
                    // Without a start time, the first exit since the previous sample is that of the process which the sample had.
                    _ = _exitsById.TryAdd(exit.Id, exit);
                    break;
                case ExecRecord program when record.Identity is { } identity:
                    _programs[identity] = program;
                    break;
            }
        }
    }

    // A zombie is a process of the table.
    private List<ExitRecord> Unsampled()
    {
        _unsampled.Clear();
        foreach ((ProcessIdentity identity, ExitRecord exit) in _exits)
        {
            if (nodes.Find(identity.Id) is { Phase: not NodePhase.Unseen } node && node.Identity == identity) NoteZombie(node, exit);
            else if (!IsLater(exit)) _unsampled.Add(exit);
            else
            {
                AwaitsExit |= ScopeOf(exit) is not null;
                continue;
            }

            _ = _exits.Remove(identity);
        }

        foreach ((int id, ExitRecord exit) in _exitsById)
            if (nodes.Find(id) is { Phase: NodePhase.Live, Records.Stat.Reading.Current.State: ProcessState.Zombie } zombie) zombie.Exit ??= exit;

        _unsampled.Sort(static (one, other) => Nullable.Compare(one.StartTime, other.StartTime));
        return _unsampled;
    }

    // The command line of a zombie cannot be read.
    private void NoteZombie(ProcessNode node, ExitRecord exit)
    {
        node.Exit = exit;
        if (node.Phase == NodePhase.New && _programs.TryGetValue(node.Identity, out ExecRecord? program)) node.Records.Command.Complete(program.Path, program.Command);
    }

    private ProcessNode? Add(ExitRecord exit)
    {
        MonitorScope? followed = ScopeOf(exit);
        if (source.State.Interval is null || (followed is null && !selection.DependsOnNames)) return null;
        ProcessNode? parent = ParentOf(exit.ParentId);
        ProcessNode node = nodes.AddExited(exit.Id, parent, source.State.Number);
        node.Membership.Followed = followed;
        node.Exit = exit;
        node.Records.AcceptWhole(exit, ProgramOf(exit), parent?.Records, source.State, source.Host);
        selection.Judge(node, isNameChanged: false);
        _gone[node.Id] = node;
        return node;
    }

    // A parent that exited before it is that of its exec.
    private MonitorScope? ScopeOf(ExitRecord exit) =>
        selection.Everything ?? ParentOf(exit.ParentId)?.Membership.FollowScope ?? ParentOf(ProgramOf(exit)?.ParentId)?.Membership.FollowScope;

    private ExecRecord? ProgramOf(ExitRecord exit) => _programs.GetValueOrDefault(exit.Identity!.Value);

    private ProcessNode? ParentOf(int? id) => id is not int known ? null : _gone.GetValueOrDefault(known) ?? nodes.Find(known);

    private void Forget()
    {
        foreach ((ProcessIdentity identity, ExecRecord program) in _programs)
            if (!IsLater(program)) _ = _programs.Remove(identity);
    }

    private bool IsLater(ProcessRecord record) => source.State.Uptime is { } began && record.StartTime >= began.Ticks * TimeSpan.NanosecondsPerTick;
}
