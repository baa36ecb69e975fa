using Vmon.Kernel.Events;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>
/// Watches the events of processes, in the order in which they happened. An exit is reported when its counters are final, which takes some
/// 20 ms after the parent waited for the process, and 100 ms if it does not.
/// </summary>
public sealed class EventWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    // Kernel threads are children of kthreadd.
    private const int KernelThreads = 2;

    private readonly VmonSession _session;
    private readonly EventSubscription _events;
    private readonly EventSelection _selection;
    private readonly UserNames? _users;
    private readonly ProcessOrigins _origins;
    private readonly HashSet<int> _followed = [];
    private readonly List<ProcessRecord> _records = [];

    internal EventWatch(VmonSession session, EventSubscription events, EventSelection selection, ProcRoot root, UserNames? users)
    {
        _session = session;
        _events = events;
        _selection = selection;
        _users = users;
        _origins = new ProcessOrigins(root);
        foreach (ProcessIdentity target in selection.Targets ?? []) _ = _followed.Add(target.Id);
        if (selection.Name is not null) _followed.UnionWith(_origins.All.Where(process => selection.Name(process.Origin.Name)).Select(process => process.Id));
        if (selection.FollowChildren) AddDescendants();
    }

    /// <summary>Where the events come from.</summary>
    public EventSource Source => _events.Source;

    /// <summary>
    /// Number of events that were lost since the watch began, of any process. With <see cref="EventSource.ProcConnector"/>, the number of gaps,
    /// each of an unknown number of events.
    /// </summary>
    public long LostEventCount => _events.Lost;

    /// <summary>Whether no selected process exists any more, and none can start.</summary>
    public bool IsOver => _selection is { Targets: not null, Name: null } && _followed.Count == 0;

    /// <summary>Takes the events that happened since the last call and are final.</summary>
    public IReadOnlyList<ProcessEvent> Read() => Take(long.MaxValue);

    /// <summary>
    /// Takes events every 100 ms, and yields them, possibly none. Ends after a duration with the events until then, when no selected process
    /// is left, when the session stops, or when cancelled, which is not an error.
    /// </summary>
    public IEnumerable<IReadOnlyList<ProcessEvent>> Run(TimeSpan? duration, CancellationToken cancellation)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _session.Stopped);
        long end = duration is { } length ? SystemConstants.NanosecondsSinceBoot + (long)(length.TotalMilliseconds * 1_000_000) : long.MaxValue;
        while (!either.IsCancellationRequested)
        {
            bool isEnd = SystemConstants.NanosecondsSinceBoot >= end;
            bool isPast = isEnd && !_events.IsHeld;
            yield return Take(end);

            // What happened before the end may become final only now.
            if (IsOver || isPast || _records.Exists(record => record.Time > end)) yield break;
            long left = end - SystemConstants.NanosecondsSinceBoot;
            TimeSpan pause = isEnd || left > Pause.Ticks * TimeSpan.NanosecondsPerTick ? Pause : new TimeSpan(Math.Max(0, left) / TimeSpan.NanosecondsPerTick);
            _ = either.Token.WaitHandle.WaitOne(pause);
        }
    }

    /// <summary>Ends the watch. The last watch of a session removes what it added to the kernel.</summary>
    public void Dispose() => _events.Dispose();

    private List<ProcessEvent> Take(long end)
    {
        _records.Clear();
        _events.DrainFinal(_records);
        return [.. _records.TakeWhile(record => record.Time <= end).Select(Selected).OfType<ProcessEvent>()];
    }

    private ProcessEvent? Selected(ProcessRecord record)
    {
        ProcessOrigin origin = _origins.Note(record);
        bool isSelected = IsSelected(record, origin);
        if (record is ExitRecord) _ = _followed.Remove(record.Id);
        return isSelected && IsWanted(record, origin) ? new ProcessEvent(record, origin, _session, _users) : null;
    }

    private bool IsSelected(ProcessRecord record, ProcessOrigin origin)
    {
        if (_selection.IsEverything) return true;
        bool isFollowed = _followed.Contains(record.Id) && record is not StartRecord;
        bool isNamed = _selection.Name?.Invoke(origin.Name) == true;
        bool isChild = _selection.FollowChildren && record.ParentId is int parent && _followed.Contains(parent);

        // A process that was selected by its name, and executes another program, has another name.
        if (_selection.Targets is null && !_selection.FollowChildren) isFollowed = isNamed;
        if (isNamed || isChild) _ = _followed.Add(record.Id);
        return isFollowed || isNamed || isChild;
    }

    private bool IsWanted(ProcessRecord record, ProcessOrigin origin)
    {
        ProcessEventKind kind = record switch
        {
            StartRecord => ProcessEventKind.Start,
            ExecRecord => ProcessEventKind.Exec,
            _ => ProcessEventKind.Exit,
        };
        if (!_selection.Kinds.HasFlag(kind)) return false;
        if (_selection.FailedOnly && (record as ExitRecord)?.Status?.Value is null or 0) return false;
        return _selection.IncludeKernelThreads || !_selection.IsEverything || origin.ParentId != KernelThreads;
    }

    private void AddDescendants()
    {
        ILookup<int?, int> children = _origins.All.ToLookup(process => process.Origin.ParentId, process => process.Id);
        Queue<int> open = new(_followed);
        while (open.TryDequeue(out int id))
            foreach (int child in children[id])
                if (_followed.Add(child)) open.Enqueue(child);
    }
}
