using System.Diagnostics.CodeAnalysis;
using Vmon.Kernel.Events;
using Vmon.Parsing.Processes;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Connections;
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
    private static readonly List<RecordedProcess> None = [];

    private readonly ColumnReader _preamble = columns((int)FrameColumn.Preamble);
    private readonly ColumnReader _samples = columns((int)FrameColumn.Sample);
    private readonly ColumnReader _exits = columns((int)FrameColumn.Exits);
    private readonly ColumnReader _reaped = columns((int)FrameColumn.Reaped);
    private readonly ColumnReader _parentThreads = columns((int)FrameColumn.ParentThreads);
    private readonly ColumnReader _newUsers = columns((int)FrameColumn.Users);
    private readonly EventReader _events = new(
        columns((int)FrameColumn.Events), columns((int)FrameColumn.EventNumbers), columns((int)FrameColumn.EventTexts));

    private NodeReader? _processes;
    private NodeReader? _threads;
    private FileTableReader? _files;
    private CgroupReader? _cgroups;
    private ConnectionReader? _connections;
    private SampleTimes _times;
    private SampleTimes? _next;
    private long _step;
    private int _read;

    /// <summary>Whether bytes of the block are impossible.</summary>
    internal bool IsMalformed { get; private set; }

    /// <summary>The host. Null before the first frame.</summary>
    internal Preamble? Preamble { get; private set; }

    /// <summary>The times of the last frame.</summary>
    internal SampleTimes Times => _times;

    /// <summary>When the sample of the next frame of the block began, as UTC in ticks. Null at the end of the block.</summary>
    internal long? NextBegan => _next?.Began;

    /// <summary>Whether the last frame is whole.</summary>
    internal bool IsWhole => _read == 1;

    /// <summary>The processes that the last frame has, in its order.</summary>
    internal List<RecordedProcess> Processes => _processes?.Nodes ?? None;

    /// <summary>The threads that the last frame has, in its order.</summary>
    internal List<RecordedProcess> Threads => _threads?.Nodes ?? None;

    /// <summary>Those of the processes and threads of the last frame that exited.</summary>
    internal IEnumerable<RecordedProcess> Exited => _threads is null ? _processes?.Exited ?? None : _processes!.Exited.Concat(_threads.Exited);

    /// <summary>The processes of whose open descriptors the last frame has something.</summary>
    internal IReadOnlyList<RecordedProcess> ChangedFiles => _files?.Changed ?? [];

    /// <summary>The control groups of which the last frame has something, in its order.</summary>
    internal IReadOnlyList<RecordedCgroup> Cgroups => _cgroups?.Groups ?? [];

    /// <summary>Nanoseconds from the times of the last frame to the sample of the control groups, and ticks by which its wall clock is ahead.</summary>
    internal (long Delay, long Skew) CgroupDelay => _cgroups is null ? default : (_cgroups.Delay, _cgroups.Skew);

    /// <summary>The sockets of the last frame. Null if they are not recorded, or not read.</summary>
    internal ConnectionReader? Connections => _connections;

    /// <summary>The threads of their parents that forked processes, as far as they are new.</summary>
    internal List<(RecordedProcess Process, int ThreadId)> ParentThreads { get; } = [];

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
        if (_read == 0 && TryReadPreamble()) _next = ReadTimes();
        if (_next is not { } times) return Fail();
        _read++;
        _step = _read == 1 ? 0 : times.Monotonic - _times.Monotonic;
        _times = times;
        _next = _read < count ? ReadTimes() : null;
        bool isRead = (!parts.HasFlag(FrameParts.Processes) || (Users.TryRead(_newUsers) && _processes!.TryRead() && TryReadExits() && TryReadReaped()))
            && _files?.TryRead() != false
            && _cgroups?.TryRead() != false
            && _connections?.TryRead() != false
            && (_threads is null || (_threads.TryRead() && TryReadParentThreads()))
            && (!parts.HasFlag(FrameParts.Events) || _events.TryRead(Events));
        return isRead || Fail();
    }

    /// <summary>A column of the block, which its reader reads from frame to frame.</summary>
    internal ColumnReader Column(int number) => columns(number);

    /// <summary>The names of its users.</summary>
    internal RecordedUsers Users { get; } = new();

    /// <summary>The process in a slot. Null if there is none.</summary>
    internal RecordedProcess? At(int slot) => _processes?.At(slot);

    private bool Fail()
    {
        IsMalformed = true;
        return false;
    }

    private bool TryReadPreamble()
    {
        Preamble = Preamble.Read(_preamble);
        if (Preamble is null) return false;
        bool readsDetails = parts.HasFlag(FrameParts.Details);
        if (parts.HasFlag(FrameParts.Processes)) _processes = new NodeReader(columns, NodePlace.OfProcesses, Preamble, readsDetails);
        if (_processes is not null && readsDetails && Preamble.DataSets.HasFlag(ProcessDataSets.Files)) _files = new FileTableReader(columns, At);
        if (parts.HasFlag(FrameParts.Cgroups) && Preamble.Cgroups.Count > 0) _cgroups = new CgroupReader(columns, Preamble.Cgroups);
        if (parts.HasFlag(FrameParts.Connections) && Preamble.Connections.Count > 0) _connections = new ConnectionReader(columns, Preamble.Connections);
        if (parts.HasFlag(FrameParts.Threads) && Preamble.HasThreads) _threads = new NodeReader(columns, NodePlace.OfThreads, Preamble, readsDetails);
        return true;
    }

    // Those of the next frame. Null if they are impossible.
    private SampleTimes? ReadTimes()
    {
        SampleTimes times = SampleTimes.Read(_samples, _times, _step);
        return !_samples.IsMalformed && times.IsPossible ? times : null;
    }

    private bool TryReadParentThreads()
    {
        ParentThreads.Clear();
        while (TryReadSlot(_parentThreads, out RecordedProcess? process)) ParentThreads.Add((process, _parentThreads.ReadIndex(int.MaxValue)));
        return !_parentThreads.IsMalformed && !IsMalformed;
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
        int slot = column.ReadIndex(NodeReader.MostSlots) - 1;
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

    /// <summary>Threads, which need their processes.</summary>
    Threads = 8,

    /// <summary>The control groups.</summary>
    Cgroups = 16,

    /// <summary>The sockets. Their owners need the processes with their details.</summary>
    Connections = 32,
}
