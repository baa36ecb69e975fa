using Vmon.Model;

namespace Vmon;

// Open files and pipes of the last sample. Enumerations must be completed before the next sample.
public sealed partial class ProcessWatch
{
    /// <summary>
    /// Enumerates the open descriptors, by process. Socket addresses and fdinfo are read during the enumeration, and are null for a process
    /// that exited since the sample.
    /// </summary>
    public IEnumerable<OpenFile> Files(FileSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return new OpenFileLister(_table, selection, Show).Files();
    }

    /// <summary>Gets the processes whose open files the last sample did not list completely.</summary>
    public FileCutSummary CutFiles()
    {
        FileCutSummary cut = default;
        foreach (ProcessNode node in _table.Nodes)
        {
            if (node.Details is not { Files.IsCut: true } details || node.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            cut = new FileCutSummary(cut.Processes + 1, cut.Listed + details.Files.Entries.Length, cut.Open + details.Files.Count!.Value, cut.First ?? Show(node));
        }

        return cut;
    }

    /// <summary>Enumerates the pipes and FIFOs, by pipeline. Ends are found among all processes of the watch.</summary>
    /// <param name="narrower">Selects pipes with an end held by one of these processes. Null for all.</param>
    public IEnumerable<Pipe> Pipes(ProcessSelection? narrower = null) => new PipeLister(_table, Show).Pipes(narrower);

    /// <summary>The pipes and FIFOs that appeared in the last sample.</summary>
    public IReadOnlyList<PipeIdentity> BornPipes => [.. _table.Pipes.Born.Select(pipe => pipe.Identity)];

    /// <summary>The pipes and FIFOs that disappeared with the last sample.</summary>
    public IReadOnlyList<PipeIdentity> DiedPipes => [.. _table.Pipes.Died.Select(pipe => pipe.Identity)];
}
