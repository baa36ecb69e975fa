using Vmon.ProcFs;
using Vmon.Sources.Files;

namespace Vmon.Model;

/// <summary>
/// The pipes that the sampled processes hold, by identity, and those that appeared or disappeared in the last sample. O(1) per descriptor;
/// allocates nothing while the pipes stay the same.
/// </summary>
internal sealed class PipeTable
{
    private readonly Dictionary<PipeIdentity, PipeNode> _pipes = [];
    private readonly List<PipeNode> _born = [];
    private readonly List<PipeNode> _died = [];

    internal IReadOnlyCollection<PipeNode> Pipes => _pipes.Values;

    /// <summary>Those that the last sample saw first.</summary>
    internal IReadOnlyList<PipeNode> Born => _born;

    /// <summary>The pipes that no process held any longer in the last sample, with their previous holdings.</summary>
    internal IReadOnlyList<PipeNode> Died => _died;

    /// <summary>Whether the descriptors of all processes could be read, so that a missing end is certain.</summary>
    internal bool IsComplete { get; private set; }

    internal void Update(List<ProcessNode> processes, long sample)
    {
        _born.Clear();
        _died.Clear();
        IsComplete = true;
        foreach (ProcessNode process in processes)
        {
            if (process.Phase is NodePhase.Unseen or NodePhase.Exited) continue;
            if (process.Records.Details is not { } details || details.Files.Status == ReadStatus.NotRead) IsComplete = false;
            else Add(process, details.Files, sample);
        }

        foreach ((PipeIdentity identity, PipeNode pipe) in _pipes)
        {
            if (pipe.SeenIn == sample) continue;
            _died.Add(pipe);
            _ = _pipes.Remove(identity);
        }
    }

    private void Add(ProcessNode process, in FileTableSampler files, long sample)
    {
        if (files.Status != ReadStatus.Ok || files.HasUnreadLinks)
        {
            // A zombie has closed all descriptors.
            if (process.Records.Stat.Reading.Current.State != ProcessState.Zombie) IsComplete = false;
            if (files.Status is not (ReadStatus.Ok or ReadStatus.Exhausted or ReadStatus.Failed)) return; // a failure keeps the last known holdings
        }

        ReadOnlySpan<FileEntry> entries = files.Entries;
        for (int i = 0; i < entries.Length; i++)
            if (entries[i].IsPipeEnd) Find(entries[i].Pipe, sample).Add(new PipeHolding(process, i), sample);
    }

    private PipeNode Find(PipeIdentity identity, long sample)
    {
        if (_pipes.TryGetValue(identity, out PipeNode? pipe)) return pipe;
        pipe = new PipeNode(identity, sample);
        _pipes.Add(identity, pipe);
        _born.Add(pipe);
        return pipe;
    }
}

/// <summary>One pipe or FIFO of the table, with all its descriptors in the last sample.</summary>
internal sealed class PipeNode(PipeIdentity identity, long sample)
{
    internal PipeIdentity Identity { get; } = identity;

    /// <summary>The number of the sample that first saw it.</summary>
    internal long BornIn { get; } = sample;

    /// <summary>The number of the last sample that saw it.</summary>
    internal long SeenIn { get; private set; }

    internal List<PipeHolding> Holdings { get; } = [];

    internal void Add(PipeHolding holding, long sample)
    {
        if (SeenIn != sample) Holdings.Clear();
        SeenIn = sample;
        Holdings.Add(holding);
    }
}

/// <summary>A descriptor that is an end of a pipe: its process, and its index in the file table.</summary>
internal readonly struct PipeHolding(ProcessNode process, int index)
{
    internal ProcessNode Process { get; } = process;

    internal ref readonly FileEntry Entry => ref Process.Records.Details!.Files.Entries[index];
}
