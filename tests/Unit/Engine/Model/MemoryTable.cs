using Vmon.Model;

namespace Vmon.Tests.Engine.Model;

/// <summary>A table of processes in memory, sampled once a second.</summary>
internal sealed class MemoryTable : IDisposable
{
    private ProcessTable? _table;

    internal MemorySource Source { get; } = new();

    internal bool HasExited => _table!.HasExited;

    public void Dispose() => _table?.Close();

    /// <summary>Takes the first sample of a selection.</summary>
    internal string Sample(ProcessSelection selection)
    {
        _table = ProcessTable.Live(Source, selection, ProcessDataSets.Default);
        return Sample();
    }

    /// <summary>Takes a sample.</summary>
    /// <returns>The PIDs shown, with + for the first sample of a process and - for its last.</returns>
    internal string Sample()
    {
        Source.Pass(TimeSpan.FromSeconds(1));
        Assert.True(_table!.TrySample(CancellationToken.None));
        return string.Join(' ', Samples().Select(sample => (sample.HasExited ? "-" : sample.IsFirstSample ? "+" : "") + sample.Id));
    }

    /// <summary>A process of the last sample.</summary>
    internal ProcessSample Sample(int id) => Samples().Single(sample => sample.Id == id);

    /// <summary>The processes of the last sample.</summary>
    /// <param name="earlier">Those of an earlier sample, of which the ones that rest are taken.</param>
    internal List<ProcessSample> Samples(IReadOnlyList<ProcessSample>? earlier = null)
    {
        List<ProcessSample> samples = [];
        RestingObjects resting = new(earlier ?? []);
        ProcessNode top = _table!.Top;
        for (ProcessNode? node = top.Following(top); node is not null; node = node.Following(top))
            if (node.IsSelected && node.Phase != NodePhase.Unseen) samples.Add(resting.Find(node, _table.State.Number) ?? new ProcessSample(node, _table.Feed, ""));
        return samples;
    }
}
