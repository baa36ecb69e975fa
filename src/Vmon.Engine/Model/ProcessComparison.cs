using Vmon.Fields;
using Vmon.Parsing;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>Which fields differ between the two records of a reading. A field that is unknown in one of them has not changed.</summary>
internal static class ProcessComparison
{
    internal static ProcessChanges Of(in Reading<ProcStat> stat) => Table<StatField>.Of(stat);

    internal static ProcessChanges Of(in Reading<ProcStatm> memory) => Table<StatmField>.Of(memory);

    internal static ProcessChanges Of(in Reading<ProcIo> io) => Table<IoField>.Of(io);

    private static class Table<TField>
        where TField : struct, Enum
    {
        private static readonly (TField Field, ProcessChanges Change)[] Fields = ChangeTable.Of<ProcessChanges, TField>();

        internal static ProcessChanges Of<TRecord>(in Reading<TRecord> reading)
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
