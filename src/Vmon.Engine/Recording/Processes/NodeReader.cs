using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Recording.Processes;

/// <summary>Reads the numbers and texts of processes, or those of threads.</summary>
internal sealed class NodeReader
{
    // The most that pid_max permits.
    internal const int MostSlots = 4 * 1024 * 1024;

    private readonly ColumnReader _slotSteps;
    private readonly ColumnReader _births;
    private readonly ColumnReader _newTexts;
    private readonly NumberReader _numbers;
    private readonly DetailReader? _details;
    private readonly List<RecordedProcess?> _slots = [];
    private readonly List<byte[]> _texts = [];
    private readonly Dictionary<(long Text, long Container), ProcessCgroups> _cgroups = [];
    private readonly List<int> _freed = [];

    /// <param name="columns">The columns of the block, by number.</param>
    /// <param name="place">Which of them are of the processes, or threads.</param>
    /// <param name="preamble">The names of the numbers.</param>
    /// <param name="readsDetails">Whether the data sets beyond the default are read.</param>
    internal NodeReader(Func<int, ColumnReader> columns, NodePlace place, Preamble preamble, bool readsDetails)
    {
        _slotSteps = columns((int)place.Slots);
        _births = columns((int)place.Births);
        _newTexts = columns((int)place.Own.Texts);
        _numbers = new NumberReader(columns, place.Own, preamble.Numbers, ProcessNumbers.Names);
        if (readsDetails && preamble.Details.Count > 0) _details = new DetailReader(columns, place.Details, preamble.Details);
    }

    /// <summary>The processes or threads of the last frame, in the order of the frame.</summary>
    internal List<RecordedProcess> Nodes { get; } = [];

    /// <summary>Those of them that exited.</summary>
    internal List<RecordedProcess> Exited { get; } = [];

    /// <summary>The one in a slot. Null if there is none.</summary>
    internal RecordedProcess? At(int slot) => slot >= 0 && slot < _slots.Count ? _slots[slot] : null;

    /// <summary>A text by its number plus one. Null for none.</summary>
    internal byte[]? TextAt(long number) => number > 0 && number <= _texts.Count ? _texts[(int)number - 1] : null;

    /// <summary>The control groups of a text. Null if it is not recorded.</summary>
    internal ProcessCgroups? CgroupsAt(long text, long container)
    {
        if (_cgroups.TryGetValue((text, container), out ProcessCgroups? groups) || TextAt(text) is not { } bytes) return groups;
        groups = new ProcessCgroups(bytes, TextAt(container) is { } name ? Encoding.UTF8.GetString(name) : null);
        _cgroups.Add((text, container), groups);
        return groups;
    }

    /// <summary>Reads the next frame. False if bytes are impossible.</summary>
    internal bool TryRead()
    {
        foreach (int free in _freed) _slots[free] = null;
        _freed.Clear();
        Nodes.Clear();
        Exited.Clear();
        if (_details?.TryBegin() == false) return false;
        SlotSteps steps = new(_slotSteps, MostSlots);
        while (steps.TryNext(out int slot))
        {
            while (slot >= _slots.Count) _slots.Add(null);
            RecordedProcess node = _slots[slot] ??= new RecordedProcess(this) { Id = _births.ReadIndex(int.MaxValue), ParentSlot = _births.ReadIndex(MostSlots) - 1 };
            if (_births.IsMalformed || !_numbers.TryAdd(node.Values) || !TryReadTexts(node)) return false;
            if (_details?.TryAdd(node.Details ??= new RecordedDetails(_details)) == false) return false;
            Nodes.Add(node);
            if (!node.HasExited) continue;
            Exited.Add(node);
            _freed.Add(slot);
        }

        return !steps.IsMalformed;
    }

    // New texts come in the order of their numbers.
    private bool TryReadTexts(RecordedProcess process)
    {
        ProcessNumbers numbers = process.Numbers;
        foreach (ProcessNumber text in (ReadOnlySpan<ProcessNumber>)
            [ProcessNumber.text_comm, ProcessNumber.text_exe, ProcessNumber.text_cmdline, ProcessNumber.text_cgroup, ProcessNumber.text_container])
        {
            if (numbers[text] < 0 || numbers[text] > _texts.Count + 1) return false;
            if (numbers[text] == _texts.Count + 1) _texts.Add(_newTexts.ReadText().ToArray());
            if (_newTexts.IsMalformed) return false;
        }

        return true;
    }
}
