using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.Sources;

namespace Vmon.Recording.Processes;

/// <summary>
/// Writes the processes of a table into frames, one after each sample. A process has a slot as long as it exists. A frame has the processes that were read since the
/// previous one, and of each the numbers that changed; a whole frame has all of them.
/// </summary>
/// <param name="table">The table, which samples everything.</param>
/// <param name="users">Writes the names of users.</param>
/// <param name="keepsArguments">Whether command lines are recorded, not only the program.</param>
internal sealed class ProcessWriter(ProcessTable table, UserWriter users, bool keepsArguments)
{
    private readonly NodeWriter _processes = new(NodePlace.OfProcesses, DetailNumbers.AreIn(table.DataSets), keepsArguments);
    private readonly NodeWriter? _threads = table.Selection.IncludesThreads ? new(NodePlace.OfThreads, DetailNumbers.AreIn(table.DataSets), keepsArguments) : null;
    private readonly FileTableWriter? _files = table.DataSets.HasFlag(ProcessDataSets.Files) ? new() : null;
    private ColumnSet _frame = new();

    private SampleState Sample => table.State;

    /// <summary>Writes the last sample of the table.</summary>
    internal void Write(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        _processes.Begin(frame, isWhole);
        _threads?.Begin(frame, isWhole);
        _files?.Begin(frame, isWhole);
        if (isWhole)
            for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top)) Write(node, isWhole);
        else
            for (int i = 0; i < table.Nodes.Count; i++) Write(table.Nodes[i], isWhole); // an enumerator would be an object
        if (_threads is not null) WriteThreads(_threads, isWhole);
        _processes.End();
        _files?.End();
        Column(FrameColumn.Exits).Add(0);
        Column(FrameColumn.Reaped).Add(0);
    }

    private void Write(ProcessNode node, bool isWhole)
    {
        if (node.IsThread || node.Phase == NodePhase.Unseen || IsLeftOut(node)) return;
        if (IsWritten(node, isWhole)) Write(node, _processes);
        if (node.Records.Details is { } details) _files?.Write(details.Files, Sample.Number, _processes.SlotOf(node));
        if (node.Exit is { } exit) WriteExit(exit, _processes.SlotOf(node));
        if (node.ReapedOrNull is not null && ReapedChildren.In(node, Sample.Number) is { } reaped) WriteReaped(reaped, _processes.SlotOf(node));
    }

    // Of a replay: a reader of the copy finds out as well what exited while nothing was recorded, and does not need what exited before the range.
    private bool IsLeftOut(ProcessNode node) =>
        node.Phase == NodePhase.Exited && Sample.Interval is null && (table.Feed.IsPreparing || node.Records.DataSetsReadIn != Sample.Number);

    private void WriteThreads(NodeWriter threads, bool isWhole)
    {
        for (int i = 0; i < table.Nodes.Count; i++)
        {
            ProcessNode process = table.Nodes[i];
            if (process.Phase == NodePhase.Unseen) continue;
            if (process.ParentThreadId is { } parent) WriteParentThread(parent, _processes.SlotOf(process));
            for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true }; thread = thread.Next)
                if (thread.Phase != NodePhase.Unseen && IsWritten(thread, isWhole)) Write(thread, threads);
        }

        Column(FrameColumn.ParentThreads).Add(0);
        threads.End();
    }

    private bool IsWritten(ProcessNode node, bool isWhole) => isWhole || node.Phase != NodePhase.Live || node.Records.RestedIn != Sample.Number;

    private void Write(ProcessNode node, NodeWriter writer)
    {
        writer.Write(node, _processes, Sample);
        if (UserOf(node.Records) is { } user) users.Write(user);
    }

    // With the data set Status, status has the user.
    private static long? UserOf(ProcessRecords records) =>
        records.User.User is { } user ? user[StatusField.Uid_effective]
        : records.Details is { Status.Reading.IsKnown: true } details ? details.Status.Reading.Current[StatusField.Uid_effective]
        : null;

    private void WriteParentThread(int tid, NodeSlot slot)
    {
        if (slot.ParentThreadId == tid) return;
        slot.ParentThreadId = tid;
        ColumnWriter parents = Column(FrameColumn.ParentThreads);
        parents.Add((ulong)slot.Number + 1);
        parents.Add((ulong)tid);
    }

    private void WriteExit(ExitRecord exit, NodeSlot slot)
    {
        if (ReferenceEquals(exit, slot.Exit)) return;
        slot.Exit = exit;
        ColumnWriter exits = Column(FrameColumn.Exits);
        exits.Add((ulong)slot.Number + 1);
        exits.AddSigned(1 + (long?)exit.Status?.Value ?? 0);
        exits.AddSigned(exit.Time);
    }

    private void WriteReaped(in ReapedUsage usage, NodeSlot slot)
    {
        ColumnWriter reaped = Column(FrameColumn.Reaped);
        reaped.Add((ulong)slot.Number + 1);
        reaped.Add((usage.IsCpuUnknown ? 1UL : 0) | (usage.IsIoUnknown ? 2UL : 0));
        reaped.AddSigned(usage.Cpu);
        foreach (long counter in IoCounters.Values(usage.Io)) reaped.AddSigned(counter);
    }

    private ColumnWriter Column(FrameColumn column) => _frame[(int)column];
}
