using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>
/// The pipes that the sampled processes hold, by identity, with what came and went in the last sample: one step per descriptor, and
/// nothing allocated while the pipes stay the same.
/// </summary>
internal sealed class PipeTable
{
    private readonly Dictionary<PipeIdentity, PipeNode> _pipes = [];
    private readonly List<PipeNode> _born = [];
    private readonly List<PipeNode> _died = [];

    internal IReadOnlyCollection<PipeNode> Pipes => _pipes.Values;

    /// <summary>Those that the last sample saw first.</summary>
    internal IReadOnlyList<PipeNode> Born => _born;

    /// <summary>Those that nobody held any more in the last sample, with the holdings that are no longer.</summary>
    internal IReadOnlyList<PipeNode> Died => _died;

    /// <summary>Whether the descriptors of all processes could be read, so that an end which nobody holds is held by none of them.</summary>
    internal bool IsComplete { get; private set; }

    internal void Update(List<ProcessNode> processes, long sample)
    {
        _born.Clear();
        _died.Clear();
        IsComplete = true;
        foreach (ProcessNode process in processes)
        {
            if (process.Phase is NodePhase.Unseen or NodePhase.Stale) continue;
            if (process.Details is not { } details || details.Files.Status == ReadStatus.NotRead) IsComplete = false;
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
            // A zombie has closed everything, whoever may look.
            if (process.Stat.Reading.Current.State != ProcessState.Zombie) IsComplete = false;
            if (files.Status is not (ReadStatus.Ok or ReadStatus.Exhausted or ReadStatus.Failed)) return; // that it failed says nothing: the last known ones hold
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
