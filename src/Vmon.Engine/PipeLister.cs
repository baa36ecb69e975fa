using Vmon.Model;
using Vmon.Sources.Files;

namespace Vmon;

/// <summary>Creates objects for the pipes of a sample.</summary>
internal sealed class PipeLister(ProcessTable table, Func<ProcessNode, ProcessSample> show)
{
    private readonly Dictionary<ProcessNode, ProcessSample> _processes = [];

    /// <summary>All pipes, or those with an end held by a process of the narrower selection.</summary>
    internal IEnumerable<Pipe> Pipes(ProcessSelection? narrower)
    {
        HashSet<int>? ids = narrower is null ? null : IdsOf(narrower);
        IEnumerable<PipeNode> nodes = table.Pipes.Pipes.OrderBy(pipe => (pipe.Identity.Device, pipe.Identity.Inode));
        return PipeChains.Join([.. nodes.Select(Make)]).Where(pipe => ids is null || pipe.Ends.Any(end => ids.Contains(end.Id)));
    }

    private Pipe Make(PipeNode node)
    {
        ref readonly FileEntry first = ref node.Holdings[0].Entry;
        string name = ProcText.Decode(first.Link);
        return new Pipe(
            node.Identity,
            name,
            first.Type == FileType.Fifo ? name : null,
            [.. node.Holdings.Select(holding => new PipeEnd(Show(holding.Process), holding.Entry.Descriptor, holding.Entry.Access))],
            table.ArePipesComplete,
            node.BornIn == table.Context.SampleNumber);
    }

    private ProcessSample Show(ProcessNode node) =>
        _processes.TryGetValue(node, out ProcessSample? known) ? known : _processes[node] = show(node);

    // Parents precede their children.
    private HashSet<int> IdsOf(ProcessSelection selection)
    {
        HashSet<int> ids = [];
        for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top))
        {
            if (node.IsThread || node.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            if (selection.IsEverything
                || selection.Targets?.Contains(node.Identity) == true
                || (selection.FollowChildren && node.Parent is { } parent && ids.Contains(parent.Id))
                || selection.Name?.Invoke(node.Name) == true)
                _ = ids.Add(node.Id);
        }

        return ids;
    }
}
