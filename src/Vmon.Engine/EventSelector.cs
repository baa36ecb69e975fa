using Vmon.Kernel.Events;

namespace Vmon;

/// <summary>Selects events of processes in the order in which they happened, and takes note of which processes are followed.</summary>
internal sealed class EventSelector
{
    // Kernel threads are children of kthreadd.
    private const int KernelThreads = 2;

    private readonly EventSelection _selection;
    private readonly ProcessOrigins _origins;
    private readonly HashSet<int> _followed = [];

    internal EventSelector(EventSelection selection, ProcessOrigins origins)
    {
        _selection = selection;
        _origins = origins;
        foreach (ProcessIdentity target in selection.Targets ?? []) _ = _followed.Add(target.Id);
        _followed.UnionWith(selection.Ids ?? []);
        if (selection.Name is not null) _followed.UnionWith(_origins.All.Where(process => selection.Name(process.Origin.Name)).Select(process => process.Id));
        if (selection.FollowChildren) AddDescendants();
    }

    /// <summary>Whether no selected process exists any more, and none can start.</summary>
    internal bool IsOver => _selection is { Targets: not null, Name: null } && _followed.Count == 0;

    /// <summary>What is known of the process of the next event. Null if the event is not selected.</summary>
    internal ProcessOrigin? Select(ProcessRecord record)
    {
        ProcessOrigin origin = _origins.Note(record);
        bool isSelected = IsSelected(record, origin);
        if (record is ExitRecord && _selection.Ids is null) _ = _followed.Remove(record.Id);
        return isSelected && IsWanted(record, origin) ? origin : null;
    }

    private bool IsSelected(ProcessRecord record, ProcessOrigin origin)
    {
        if (_selection.IsEverything) return true;
        bool isFollowed = _followed.Contains(record.Id) && (record is not StartRecord || _selection.Ids is not null);
        bool isNamed = _selection.Name?.Invoke(origin.Name) == true;
        bool isChild = _selection.FollowChildren && record.ParentId is int parent && _followed.Contains(parent);

        // A process that was selected by its name, and executes another program, has another name.
        if (_selection is { Targets: null, Ids: null, FollowChildren: false }) isFollowed = isNamed;
        if (isNamed || isChild) _ = _followed.Add(record.Id);
        return isFollowed || isNamed || isChild;
    }

    private bool IsWanted(ProcessRecord record, ProcessOrigin origin)
    {
        if (!_selection.Kinds.HasFlag(ProcessEvent.KindOf(record))) return false;
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
