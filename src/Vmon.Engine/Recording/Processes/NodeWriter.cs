using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>Writes the numbers and texts of processes, or those of threads, each in a slot as long as it exists.</summary>
/// <param name="place">The columns.</param>
/// <param name="hasDetails">Whether data sets beyond the default are recorded.</param>
/// <param name="keepsArguments">Whether command lines are recorded, not only the program.</param>
internal sealed class NodeWriter(NodePlace place, bool hasDetails, bool keepsArguments)
{
    private const int MostSpares = 256;

    private readonly SlotTable<ProcessNode, NodeSlot> _slots = new();
    private readonly NumberWriter _numbers = new(place.Own, ProcessNumbers.Count);
    private readonly DetailWriter? _details = hasDetails ? new(place.Details) : null;
    private readonly TextTable _texts = new();

    // Numbers of processes that exited, for the next ones: thousands can start and exit between two samples.
    private readonly Stack<long[]> _spares = new(MostSpares);
    private ColumnSet _frame = new();
    private int _lastSlot;

    /// <summary>Begins a frame. A whole one forgets the slots of the block before.</summary>
    internal void Begin(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        _lastSlot = -1;
        _slots.Begin(isWhole);
        _texts.Begin(isWhole);
        _details?.Begin(frame, isWhole);
        if (isWhole) _numbers.Clear();
    }

    /// <summary>Writes what changed of a process or thread.</summary>
    /// <param name="node">The process or thread.</param>
    /// <param name="parents">The writer of the processes, one of which is its parent.</param>
    /// <param name="sample">The sample.</param>
    internal void Write(ProcessNode node, NodeWriter parents, SampleState sample)
    {
        NodeSlot slot = SlotOf(node);
        Column(place.Slots).AddSigned(slot.Number - _lastSlot);
        _lastSlot = slot.Number;
        if (slot.IsNew) WriteBirth(node, slot, parents);

        long[] last = slot.Numbers ??= _spares.TryPop(out long[]? spare) ? spare : new long[ProcessNumbers.Count];
        ProcessNumbers now = new(_numbers.Take(last));
        RecordNumbers.Take(node, sample, now);
        if (slot.IsUnsampled) now.Flags |= ReadingFlags.WasUnsampled;
        TakeReferences(node.Records, slot, now);
        _numbers.Write(_frame, last);
        _details?.Write(node.Records.Details, slot.Details ??= new DetailWriter.State());
        if (node.Phase == NodePhase.Exited) End(node, slot, last);
    }

    /// <summary>Ends the frame.</summary>
    internal void End()
    {
        Column(place.Slots).AddSigned(0);
        _details?.End();
        _slots.Release();
    }

    /// <summary>The slot of a process or thread, which is new if it has none.</summary>
    internal NodeSlot SlotOf(ProcessNode node) =>
        _slots.Find(node) ?? _slots.Add(node, new NodeSlot(_slots.TakeNumber(), isUnsampled: node is { Phase: NodePhase.Exited, NamedIn: 0, IsThread: false }));

    // A process that exited is shown in one sample.
    private void End(ProcessNode node, NodeSlot slot, long[] numbers)
    {
        _slots.End(node, slot.Number);
        slot.Numbers = null;
        if (_spares.Count == MostSpares) return;
        Array.Clear(numbers);
        _spares.Push(numbers);
    }

    private void WriteBirth(ProcessNode node, NodeSlot slot, NodeWriter parents)
    {
        ColumnWriter births = Column(place.Births);
        births.Add((ulong)node.Id);

        // Its own numbers may have another parent: if that of the sample has exited.
        int parent = node.Parent is { Id: not 0 } above ? parents.SlotOf(above).Number + 1 : 0;
        births.Add((ulong)parent);
        slot.IsNew = false;
    }

    private void TakeReferences(ProcessRecords records, NodeSlot slot, ProcessNumbers now)
    {
        ref readonly Comm comm = ref records.Stat.Reading.Current.Comm;
        if (!slot.HasName || !comm.Equals(slot.Name)) now[ProcessNumber.text_comm] = NumberOf(comm.Bytes, out _);
        slot.Name = comm;
        slot.HasName = true;
        ProcessCommand command = records.Command.Command;
        if (!ReferenceEquals(command, slot.Command))
        {
            slot.Command = command;
            now[ProcessNumber.text_exe] = command.PathStatus == ReadStatus.Ok ? NumberOf(command.PathBytes, out _) : 0;
            ReadOnlySpan<byte> recorded = keepsArguments ? command.CommandLineBytes : CommandText.Program(command.CommandLineBytes);
            bool isCut = false;
            now[ProcessNumber.text_cmdline] = command.ArgumentsStatus == ReadStatus.Ok ? NumberOf(recorded, out isCut) : 0;
            slot.IsCommandTruncated = isCut || command.IsTruncated || recorded.Length < command.CommandLineBytes.Length;
        }

        if (!ReferenceEquals(records.Cgroup.Groups, slot.Cgroups)) TakeCgroups(slot.Cgroups = records.Cgroup.Groups, now);
        if (slot.IsCommandTruncated) now.Flags |= ReadingFlags.CommandIsTruncated;

        if (records.User.User is { } user && !ReferenceEquals(user, slot.User))
        {
            slot.User = user;
            RecordNumbers.TakeUser(user, now);
        }

        if (records.Traits is not { } traits || ReferenceEquals(traits, slot.Traits)) return;
        slot.Traits = traits;
        RecordNumbers.TakeTraits(traits, now);
    }

    // A part of a path would name another group.
    private void TakeCgroups(ProcessCgroups? groups, ProcessNumbers now)
    {
        now[ProcessNumber.text_cgroup] = groups is not null && _texts.HasRoom(groups.Bytes) ? NumberOf(groups.Bytes, out _) : 0;
        now[ProcessNumber.text_container] = groups?.ContainerName is { } container ? NumberOf(System.Text.Encoding.UTF8.GetBytes(container), out _) : 0;
    }

    private int NumberOf(ReadOnlySpan<byte> text, out bool isCut) => _texts.NumberOf(text, Column(place.Own.Texts), out isCut) + 1;

    private ColumnWriter Column(FrameColumn column) => _frame[(int)column];
}
