namespace Vmon.Model;

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
