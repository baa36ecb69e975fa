using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>The records of a process in one sample. Immutable: the samples of a process that rests share them.</summary>
internal sealed class NodeReadings
{
    internal static readonly NodeReadings None = new();

    internal readonly Reading<ProcStat> Stat;
    internal readonly Reading<ProcStatm> Memory;
    internal readonly Reading<ProcIo> Io;

    internal NodeReadings(ProcessNode node, long sample)
    {
        ProcessRecords process = node.Records.Process ?? node.Records;
        Stat = node.Records.WholeStat;
        Memory = process.Memory.Reading;
        Io = ReapedChildren.OwnIo(node, sample);
    }

    private NodeReadings()
    {
    }
}
