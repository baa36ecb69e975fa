namespace Vmon;

/// <summary>A process of a wait. If children are followed, with all its descendants, also after another process adopts them.</summary>
internal sealed class WaitedTree(ProcessIdentity root)
{
    private ProcessSample? _last;

    internal ProcessIdentity Root { get; } = root;

    /// <summary>Processes of the tree that are not known to have exited.</summary>
    internal HashSet<ProcessIdentity> Alive { get; } = [];

    /// <summary>Processes of the tree in the last sample, parents before children.</summary>
    internal List<ProcessTreeNode> Shown { get; } = [];

    /// <summary>Time since which the condition was true at every sample. Null if it was false at the last.</summary>
    internal TimeSpan? HeldSince { get; private set; }

    /// <summary>The process with its last sample and an outcome.</summary>
    internal WaitedProcess Waited(WaitOutcome outcome) => new(Root, _last, outcome);

    /// <summary>The process, which exited, with how it exited in its last sample.</summary>
    internal WaitedProcess Exited(ExitStatuses statuses) => new(Root, _last is null ? null : statuses.Complete(_last), WaitOutcome.Exited);

    /// <summary>Whether the last sample shows it for the first time.</summary>
    internal bool IsFirst { get; private set; }

    /// <summary>Prepares for the next sample.</summary>
    internal void Begin()
    {
        IsFirst = false;
        Alive.Clear();
        Shown.Clear();
    }

    internal void Add(ProcessTreeNode node)
    {
        Shown.Add(node);
        if (node.Identity == Root)
        {
            IsFirst = _last is null;
            _last = node.Process;
        }

        if (!HasExited(node)) _ = Alive.Add(node.Identity);
    }

    /// <summary>The process with its totals. Null until its rates are known.</summary>
    internal ProcessTreeNode? Judged()
    {
        if (_last is null || (IsFirst && _last.Interval is null)) return null;
        HashSet<ProcessTreeNode> shown = [.. Shown];
        ProcessTreeNode[] tops = [.. Shown.Where(node => node.Above is null || !shown.Contains(node.Above))];
        return tops is [ProcessTreeNode top] && top.Process.Identity == Root ? top : new ProcessTreeNode(_last, tops);
    }

    /// <summary>Records whether the condition is true. Returns whether it has been true for the required time.</summary>
    internal bool Note(bool holds, TimeSpan now, TimeSpan required)
    {
        HeldSince = holds ? HeldSince ?? now : null;
        return now - HeldSince >= required;
    }

    // The main thread of a process can exit before the others.
    private static bool HasExited(ProcessSample process) =>
        process.HasExited || (process.State is ProcessState.Zombie or ProcessState.Dead && process.ThreadCount is not > 1);
}
