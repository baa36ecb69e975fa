using Vmon.Fields;
using Vmon.Parsing;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>
/// What changed in a process since the previous sample. It is computed from the two records on demand, so that a sample maintains no flags. A field that is unknown
/// in one of them has not changed.
/// </summary>
internal static class NodeChanges
{
    internal static ProcessChanges In(ProcessNode node, long sample)
    {
        if (node.Phase == NodePhase.New) return ProcessChanges.None;
        ProcessRecords records = node.Records;
        bool rests = node.Phase == NodePhase.Live && records.RestedIn == sample && !node.IsThread;
        return (rests ? ProcessChanges.None : OfRecords(node, sample))
            | When(node.ChildrenChangedIn == sample, ProcessChanges.Children)
            | When(node.ThreadsChangedIn == sample, ProcessChanges.Threads)
            | (records.Details?.ChangesIn(sample) ?? ProcessChanges.None);
    }

    private static ProcessChanges OfRecords(ProcessNode node, long sample)
    {
        ProcessRecords records = node.Records;
        return Of(records.ShareStat())
            | Of(records.Memory.Reading.Pair)
            | Of(records.Io.Reading.Pair)
            | When(records.RenamedIn == sample, ProcessChanges.Name)
            | When(records.Command.PathChangedIn == sample, ProcessChanges.Path)
            | When(records.Command.ArgumentsChangedIn == sample, ProcessChanges.CommandLine)
            | When(records.User.ChangedIn == sample, ProcessChanges.User)
            | When(records.Cgroup.ChangedIn == sample, ProcessChanges.Cgroup);
    }

    internal static ProcessChanges Of(in RecordPair<ProcStat> stat) => Table<StatField>.Of(stat);

    internal static ProcessChanges Of(in RecordPair<ProcStatm> memory) => Table<StatmField>.Of(memory);

    internal static ProcessChanges Of(in RecordPair<ProcIo> io) => Table<IoField>.Of(io);

    private static ProcessChanges When(bool isSo, ProcessChanges change) => isSo ? change : ProcessChanges.None;

    private static class Table<TField>
        where TField : struct, Enum
    {
        private static readonly (TField Field, ProcessChanges Change)[] Fields = ChangeTable.Of<ProcessChanges, TField>();

        internal static ProcessChanges Of<TRecord>(in RecordPair<TRecord> reading)
            where TRecord : unmanaged, IFieldRecord<TField>
        {
            ProcessChanges changes = ProcessChanges.None;
            if (!reading.HasChanged) return changes;
            foreach ((TField field, ProcessChanges change) in Fields)
                if (reading.Current[field] - reading.Previous[field] is not (null or 0)) changes |= change;
            return changes;
        }
    }
}
