using System.Diagnostics.CodeAnalysis;
using System.Text;
using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.Recording.Events;

namespace Vmon.Recording.Processes;

/// <summary>
/// Reads the frames of a block, one after the other. What is malformed ends the block: the frames before are valid.
/// </summary>
/// <param name="columns">The columns of the block, by number.</param>
/// <param name="count">Number of its frames.</param>
/// <param name="parts">What is read. The rest is skipped, because it is in other columns.</param>
internal sealed class FrameReader(Func<int, ColumnReader> columns, int count, FrameParts parts)
{
    // The most that pid_max permits.
    private const int MostSlots = 4 * 1024 * 1024;

    private readonly ColumnReader _preamble = columns((int)FrameColumn.Preamble);
    private readonly ColumnReader _samples = columns((int)FrameColumn.Sample);
    private readonly ColumnReader _slotSteps = columns((int)FrameColumn.Slots);
    private readonly ColumnReader _births = columns((int)FrameColumn.Births);
    private readonly ColumnReader _exits = columns((int)FrameColumn.Exits);
    private readonly ColumnReader _reaped = columns((int)FrameColumn.Reaped);
    private readonly ColumnReader _newTexts = columns((int)FrameColumn.Texts);
    private readonly ColumnReader _newUsers = columns((int)FrameColumn.Users);
    private readonly EventReader _events = new(
        columns((int)FrameColumn.Events), columns((int)FrameColumn.EventNumbers), columns((int)FrameColumn.EventTexts));

    private readonly List<RecordedProcess?> _slots = [];
    private readonly List<byte[]> _texts = [];
    private readonly Dictionary<long, string> _users = [];
    private readonly List<int> _freed = [];
    private NumberReader? _numbers;
    private DetailReader? _details;
    private SampleTimes _times;
    private long _step;
    private int _read;

    /// <summary>Whether bytes of the block are impossible.</summary>
    internal bool IsMalformed { get; private set; }

    /// <summary>The host. Null before the first frame.</summary>
    internal Preamble? Preamble { get; private set; }

    /// <summary>The times of the last frame.</summary>
    internal SampleTimes Times => _times;

    /// <summary>Whether the last frame is whole.</summary>
    internal bool IsWhole => _read == 1;

    /// <summary>The processes that the last frame has, in its order.</summary>
    internal List<RecordedProcess> Processes { get; } = [];

    /// <summary>How processes exited.</summary>
    internal List<(RecordedProcess Process, WaitStatus? Status, long Time)> Exits { get; } = [];

    /// <summary>Corrections of the figures of parents.</summary>
    internal List<(RecordedProcess Process, Model.ReapedUsage Usage)> Reaped { get; } = [];

    /// <summary>What happened to processes since the frame before, as far as it was final.</summary>
    internal List<ProcessRecord> Events { get; } = [];

    /// <summary>Reads the next frame. False at the end of the block.</summary>
    internal bool TryRead()
    {
        if (_read == count || IsMalformed) return false;
        if (_read == 0 && !TryReadPreamble()) return Fail();
        _read++;
        SampleTimes before = _times;
        _times = SampleTimes.Read(_samples, before, _step);
        _step = _read == 1 ? 0 : _times.Monotonic - before.Monotonic;
        foreach (int slot in _freed) _slots[slot] = null;
        _freed.Clear();
        bool isRead = !_samples.IsMalformed && _times.IsPossible
            && (!parts.HasFlag(FrameParts.Processes) || (TryReadUsers() && TryReadProcesses() && TryReadExits() && TryReadReaped()))
            && (!parts.HasFlag(FrameParts.Events) || _events.TryRead(Events));
        return isRead || Fail();
    }

    /// <summary>A column of the block, which its reader reads from frame to frame.</summary>
    internal ColumnReader Column(int number) => columns(number);

    /// <summary>The name of a user. Null if the recording has none.</summary>
    internal string? NameOf(long user) => _users.GetValueOrDefault(user);

    /// <summary>The process in a slot. Null if there is none.</summary>
    internal RecordedProcess? At(int slot) => slot >= 0 && slot < _slots.Count ? _slots[slot] : null;

    /// <summary>A text by its number plus one. Null for none.</summary>
    internal byte[]? TextAt(long number) => number > 0 && number <= _texts.Count ? _texts[(int)number - 1] : null;

    private bool Fail()
    {
        IsMalformed = true;
        return false;
    }

    private bool TryReadPreamble()
    {
        Preamble = Preamble.Read(_preamble);
        if (Preamble is null) return false;
        _numbers = new NumberReader(columns, NumberPlace.OfProcesses, Preamble.Numbers, ProcessNumbers.Names);
        if (parts.HasFlag(FrameParts.Details) && Preamble.Details.Count > 0) _details = new DetailReader(columns, Preamble.Details);
        return true;
    }

    private bool TryReadUsers()
    {
        for (ulong user = _newUsers.Read(); user != 0; user = _newUsers.Read()) _users[(long)user - 1] = Encoding.UTF8.GetString(_newUsers.ReadText());
        return !_newUsers.IsMalformed;
    }

    private bool TryReadProcesses()
    {
        Processes.Clear();
        if (_details?.TryBegin() == false) return false;
        int slot = -1;
        for (long step = _slotSteps.ReadSigned(); step != 0; step = _slotSteps.ReadSigned())
        {
            long next = slot + step;
            if (next is < 0 or >= MostSlots) return false;
            slot = (int)next;
            while (slot >= _slots.Count) _slots.Add(null);
            RecordedProcess process = _slots[slot] ??= new RecordedProcess { Id = _births.ReadIndex(int.MaxValue), ParentSlot = _births.ReadIndex(MostSlots) - 1 };
            if (_births.IsMalformed || !_numbers!.TryAdd(process.Values) || !TryReadTexts(process) || _details?.TryRead(process) == false) return false;
            Processes.Add(process);
            if (process.HasExited) _freed.Add(slot);
        }

        return !_slotSteps.IsMalformed;
    }

    // New texts come in the order of their numbers.
    private bool TryReadTexts(RecordedProcess process)
    {
        ProcessNumbers numbers = process.Numbers;
        foreach (ProcessNumber text in (ReadOnlySpan<ProcessNumber>)[ProcessNumber.text_comm, ProcessNumber.text_exe, ProcessNumber.text_cmdline])
        {
            if (numbers[text] < 0 || numbers[text] > _texts.Count + 1) return false;
            if (numbers[text] == _texts.Count + 1) _texts.Add(_newTexts.ReadText().ToArray());
            if (_newTexts.IsMalformed) return false;
        }

        return true;
    }

    private bool TryReadExits()
    {
        Exits.Clear();
        while (TryReadSlot(_exits, out RecordedProcess? process))
        {
            long status = _exits.ReadSigned();
            Exits.Add((process, status == 0 ? null : new WaitStatus((int)(status - 1)), _exits.ReadSigned()));
        }

        return !_exits.IsMalformed && !IsMalformed;
    }

    private bool TryReadReaped()
    {
        Reaped.Clear();
        while (TryReadSlot(_reaped, out RecordedProcess? process))
        {
            ulong unknown = _reaped.Read();
            long cpu = _reaped.ReadSigned();
            IoCounters io = new()
            {
                ReadChars = _reaped.ReadSigned(),
                WriteChars = _reaped.ReadSigned(),
                ReadCalls = _reaped.ReadSigned(),
                WriteCalls = _reaped.ReadSigned(),
                ReadBytes = _reaped.ReadSigned(),
                WriteBytes = _reaped.ReadSigned(),
                CancelledWriteBytes = _reaped.ReadSigned(),
            };
            Reaped.Add((process, new Model.ReapedUsage(cpu, io, (unknown & 1) != 0, (unknown & 2) != 0)));
        }

        return !_reaped.IsMalformed && !IsMalformed;
    }

    private bool TryReadSlot(ColumnReader column, [NotNullWhen(true)] out RecordedProcess? process)
    {
        process = null;
        int slot = column.ReadIndex(MostSlots) - 1;
        if (slot < 0) return false;
        process = At(slot);
        return process is not null || Fail();
    }
}

/// <summary>Parts of a frame.</summary>
[Flags]
internal enum FrameParts
{
    /// <summary>Only the times, and columns that the caller reads.</summary>
    None = 0,
    Processes = 1,
    Events = 2,

    /// <summary>The data sets of processes beyond the default.</summary>
    Details = 4,
}
