using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>
/// Writes the processes of a table into frames, one after each sample. A process has a slot as long as it exists. A frame has the processes that were read since the
/// previous one, and of each the numbers that changed; a whole frame has all of them.
/// </summary>
/// <param name="table">The table, which samples everything.</param>
/// <param name="keepsArguments">Whether command lines are recorded, not only the program.</param>
internal sealed class ProcessWriter(ProcessTable table, bool keepsArguments)
{
    private readonly Dictionary<ProcessNode, Slot> _slots = [];
    private readonly List<ProcessNode> _exited = [];
    private readonly Stack<int> _free = [];
    private readonly NumberWriter _numbers = new(NumberPlace.OfProcesses, ProcessNumbers.Count);
    private readonly DetailWriter? _details = DetailNumbers.AreIn(table.DataSets) ? new() : null;
    private readonly TextTable _texts = new();
    private readonly HashSet<long> _users = [];
    private ColumnSet _frame = new();
    private int _lastSlot;

    private SampleState Sample => table.State;

    /// <summary>Writes the last sample of the table.</summary>
    internal void Write(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        _lastSlot = -1;
        FreeExited();
        _texts.Begin(isWhole);
        _details?.Begin(frame, isWhole);
        if (isWhole) Forget();
        if (isWhole)
            for (ProcessNode? node = table.Top.Following(table.Top); node is not null; node = node.Following(table.Top)) Write(node, isWhole);
        else
            foreach (ProcessNode node in table.Nodes) Write(node, isWhole);
        Column(FrameColumn.Slots).AddSigned(0);
        Column(FrameColumn.Exits).Add(0);
        Column(FrameColumn.Reaped).Add(0);
        Column(FrameColumn.Users).Add(0);
        _details?.End();
    }

    private void Write(ProcessNode node, bool isWhole)
    {
        if (node.IsThread || node.Phase == NodePhase.Unseen) return;
        if (isWhole || node.Phase != NodePhase.Live || node.Records.RestedIn != Sample.Number) WriteNumbers(node);
        if (node.Exit is { } exit) WriteExit(exit, SlotOf(node));
        if (node.ReapedOrNull is not null && ReapedChildren.In(node, Sample.Number) is { } reaped) WriteReaped(reaped, SlotOf(node));
    }

    private void WriteNumbers(ProcessNode node)
    {
        Slot slot = SlotOf(node);
        Column(FrameColumn.Slots).AddSigned(slot.Number - _lastSlot);
        _lastSlot = slot.Number;
        if (slot.IsNew) WriteBirth(node, slot);

        ProcessNumbers now = new(_numbers.Take(slot.Numbers));
        RecordNumbers.Take(node, Sample, now);
        if (slot.IsUnsampled) now.Flags |= ReadingFlags.WasUnsampled;
        TakeReferences(node.Records, slot, now);
        _numbers.Write(_frame, slot.Numbers);
        _details?.Write(node.Records.Details, slot.Details ??= new DetailWriter.State());
        if (node.Phase == NodePhase.Exited) _exited.Add(node);
    }

    private void WriteBirth(ProcessNode node, Slot slot)
    {
        ColumnWriter births = Column(FrameColumn.Births);
        births.Add((ulong)node.Id);

        // Its own numbers may have another parent: if that of the sample has exited.
        int parent = node.Parent is { Id: not 0 } above ? SlotOf(above).Number + 1 : 0;
        births.Add((ulong)parent);
        slot.IsNew = false;
    }

    private void TakeReferences(ProcessRecords records, Slot slot, ProcessNumbers now)
    {
        ref readonly Comm comm = ref records.Stat.Reading.Current.Comm;
        if (!slot.HasName || !comm.Equals(slot.Name)) now[ProcessNumber.text_comm] = NumberOf(comm.Bytes);
        slot.Name = comm;
        slot.HasName = true;
        ProcessCommand command = records.Command.Command;
        if (!ReferenceEquals(command, slot.Command))
        {
            slot.Command = command;
            now[ProcessNumber.text_exe] = command.PathStatus == ReadStatus.Ok ? NumberOf(command.PathBytes) : 0;
            now[ProcessNumber.text_cmdline] = command.ArgumentsStatus == ReadStatus.Ok ? NumberOf(Recorded(command.CommandLineBytes)) : 0;
        }

        if (records.User.User is { } user && !ReferenceEquals(user, slot.User))
        {
            slot.User = user;
            RecordNumbers.TakeUser(user, now);
            if (user[StatusField.Uid_effective] is long id) WriteUser(id);
        }
        else if (records.Details?.Status.Reading is { IsKnown: true } status && status.Current[StatusField.Uid_effective] is long id)
        {
            WriteUser(id);
        }

        if (records.Traits is not { } traits || ReferenceEquals(traits, slot.Traits)) return;
        slot.Traits = traits;
        RecordNumbers.TakeTraits(traits, now);
    }

    private void WriteExit(ExitRecord exit, Slot slot)
    {
        if (ReferenceEquals(exit, slot.Exit)) return;
        slot.Exit = exit;
        ColumnWriter exits = Column(FrameColumn.Exits);
        exits.Add((ulong)slot.Number + 1);
        exits.AddSigned(1 + (long?)exit.Status?.Value ?? 0);
        exits.AddSigned(exit.Time);
    }

    private void WriteReaped(in ReapedUsage usage, Slot slot)
    {
        ColumnWriter reaped = Column(FrameColumn.Reaped);
        reaped.Add((ulong)slot.Number + 1);
        reaped.Add((usage.IsCpuUnknown ? 1UL : 0) | (usage.IsIoUnknown ? 2UL : 0));
        reaped.AddSigned(usage.Cpu);
        foreach (long counter in IoCounters.Values(usage.Io)) reaped.AddSigned(counter);
    }

    private void WriteUser(long id)
    {
        if (!_users.Add(id)) return;
        ColumnWriter users = Column(FrameColumn.Users);
        users.Add((ulong)id + 1);
        users.AddText(System.Text.Encoding.UTF8.GetBytes(table.Feed.Host.Users?.Of(id) ?? ""));
    }

    private int NumberOf(ReadOnlySpan<byte> text) => _texts.NumberOf(text, Column(FrameColumn.Texts)) + 1;

    private ReadOnlySpan<byte> Recorded(ReadOnlySpan<byte> commandLine) => keepsArguments ? commandLine : CommandText.Program(commandLine);

    private Slot SlotOf(ProcessNode node)
    {
        if (_slots.TryGetValue(node, out Slot? slot)) return slot;
        slot = new Slot(_free.TryPop(out int free) ? free : _slots.Count, isUnsampled: node is { Phase: NodePhase.Exited, NamedIn: 0 });
        _slots.Add(node, slot);
        return slot;
    }

    // A process that exited is shown in one sample.
    private void FreeExited()
    {
        foreach (ProcessNode node in _exited)
            if (_slots.Remove(node, out Slot? slot)) _free.Push(slot.Number);
        _exited.Clear();
    }

    private void Forget()
    {
        _slots.Clear();
        _free.Clear();
        _exited.Clear();
        _numbers.Clear();
        _users.Clear();
    }

    private ColumnWriter Column(FrameColumn column) => _frame[(int)column];

    private sealed class Slot(int number, bool isUnsampled)
    {
        internal int Number { get; } = number;

        /// <summary>The numbers of the last frame that has it.</summary>
        internal long[] Numbers { get; } = new long[ProcessNumbers.Count];

        /// <summary>What the last frame that has it has of the data sets beyond the default. Null if none is recorded.</summary>
        internal DetailWriter.State? Details { get; set; }

        internal bool IsNew { get; set; } = true;

        /// <summary>Whether it exited before any sample read it.</summary>
        internal bool IsUnsampled { get; } = isUnsampled;

        internal bool HasName { get; set; }

        internal Comm Name { get; set; }

        internal ProcessCommand? Command { get; set; }

        internal ProcessUser? User { get; set; }

        internal TaskTraits? Traits { get; set; }

        internal ExitRecord? Exit { get; set; }
    }
}
