using Vmon.Model;

namespace Vmon;

// Open files and pipes of the last sample, where files are wanted. To be used up before the next sample.
public sealed partial class ProcessWatch
{
    /// <summary>The open descriptors, process by process, each made when it is asked for. What is not known from the sample (sockets' addresses,
    /// fdinfo) is read now, and null of a process that has ended since.</summary>
    public IEnumerable<OpenFile> Files(FileSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return new OpenFileLister(_table, selection, Show).Files();
    }

    /// <summary>Of which processes the last sample has not listed all open files.</summary>
    public FileCutSummary CutFiles()
    {
        FileCutSummary cut = default;
        foreach (ProcessNode node in _table.Nodes)
        {
            if (node.Details is not { Files.IsCut: true } details || node.Phase is NodePhase.Unseen or NodePhase.Stale) continue;
            cut = new FileCutSummary(cut.Processes + 1, cut.Listed + details.Files.Entries.Length, cut.Open + details.Files.Count!.Value, cut.First ?? Show(node));
        }

        return cut;
    }

    /// <summary>The pipes and FIFOs, pipeline by pipeline. Ends are looked for among all processes of the watch.</summary>
    /// <param name="narrower">Only those of which one of these processes holds an end; null for all.</param>
    public IEnumerable<Pipe> Pipes(ProcessSelection? narrower = null) => new PipeLister(_table, Show).Pipes(narrower);

    /// <summary>The pipes and FIFOs that the last sample saw first.</summary>
    public IReadOnlyList<PipeIdentity> BornPipes => [.. _table.Pipes.Born.Select(pipe => pipe.Identity)];

    /// <summary>The pipes and FIFOs that somebody held in the sample before, and nobody in the last.</summary>
    public IReadOnlyList<PipeIdentity> DiedPipes => [.. _table.Pipes.Died.Select(pipe => pipe.Identity)];
}
