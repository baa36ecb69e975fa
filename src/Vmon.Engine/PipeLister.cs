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
        HashSet<int>? ids = narrower is null ? null : [.. SelectionSet.Taken(narrower, table.Top).Select(node => node.Id)];
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
            [.. node.Holdings.OrderBy(static holding => (holding.Process.Id, holding.Entry.Descriptor)).Select(holding => new PipeEnd(Show(holding.Process), holding.Entry.Descriptor, holding.Entry.Access))],
            table.ArePipesComplete,
            node.BornIn == table.State.Number);
    }

    private ProcessSample Show(ProcessNode node) =>
        _processes.TryGetValue(node, out ProcessSample? known) ? known : _processes[node] = show(node);
}
