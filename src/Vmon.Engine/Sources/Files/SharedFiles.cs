using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Processes;

namespace Vmon.Sources.Files;

/// <summary>
/// The last large table read by the current sample, for reuse by processes that share it in the kernel: thousands of clones (CLONE_FILES)
/// can share one table.
/// </summary>
internal sealed class SharedFiles
{
    // For smaller tables, a comparison costs as much as a read.
    private const int Large = 1024;

    private FileTable? _table;
    private int _owner;
    private long _ownerStart;
    private long _sample;

    internal void Offer(in ProcStat stat, FileTable table, long sample)
    {
        if (table.Count < Large) return;
        (_owner, _ownerStart, _table, _sample) = (stat.Id, stat.StartTime, table, sample);
    }

    /// <summary>The table that the process shares according to the kernel. Null if it shares none, or was not compared.</summary>
    internal FileTable? Find(in ProcStat stat, SamplingContext context)
    {
        if (_table is null || _sample != context.SampleNumber || !context.Host.IsLocal || stat.Id == _owner) return null;
        return Libc.HaveSameFiles(_owner, stat.Id) && IsAlive(context) ? _table : null;
    }

    // After the comparison, so that the PID was not reused before it.
    private bool IsAlive(SamplingContext context)
    {
        ProcDirectory directory = new(context.Root, _owner);
        bool isSame = ProcessLookup.IsOf(_ownerStart, ref directory, context.Buffer);
        directory.Dispose();
        return isSame;
    }
}
