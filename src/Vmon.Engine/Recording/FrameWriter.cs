using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Connections;
using Vmon.Recording.Events;
using Vmon.Recording.Machine;
using Vmon.Recording.Processes;
using Vmon.Sources.Machine;
using Vmon.Sources.Network;

namespace Vmon.Recording;

/// <summary>Writes the samples of a table as frames, of which a whole one begins a block.</summary>
internal sealed class FrameWriter
{
    private readonly ProcessTable _table;
    private readonly SystemSampler? _sampler;
    private readonly CgroupTable? _groups;
    private readonly Func<Preamble> _preamble;
    private readonly UserWriter _users;
    private readonly ProcessWriter _processes;
    private readonly ConnectionWriter _connections;
    private readonly MachineWriter _machine = new();
    private readonly CgroupWriter _cgroups = new();
    private readonly EventWriter _events;
    private SampleTimes _last;
    private long _step;

    /// <param name="table">The table, which samples everything.</param>
    /// <param name="machine">Samples the machine, and keeps its texts. Null if the machine is not recorded.</param>
    /// <param name="cgroups">The control groups. Null if they are not recorded.</param>
    /// <param name="preamble">Describes the host, for each whole frame.</param>
    /// <param name="keepsArguments">Whether command lines are recorded, not only the program.</param>
    internal FrameWriter(ProcessTable table, SystemSampler? machine, CgroupTable? cgroups, Func<Preamble> preamble, bool keepsArguments = true)
    {
        (_table, _sampler, _groups, _preamble) = (table, machine, cgroups, preamble);
        _users = new UserWriter(table);
        _processes = new ProcessWriter(table, _users, keepsArguments);
        _connections = new ConnectionWriter(_users);
        _events = new EventWriter(keepsArguments);
    }

    /// <summary>The times of the last frame.</summary>
    internal SampleTimes Times => _last;

    /// <summary>The last frame.</summary>
    internal ColumnSet Frame { get; } = new();

    /// <summary>Writes the last sample of the table, and of the machine.</summary>
    /// <param name="events">What happened to processes since the frame before.</param>
    /// <param name="isWhole">Whether it begins a block.</param>
    /// <param name="sockets">The sockets of the sample. Null if they are not recorded.</param>
    internal void Write(IReadOnlyList<ProcessRecord> events, bool isWhole, IReadOnlyList<NamespaceSockets>? sockets = null)
    {
        Frame.Clear();
        IProcessFeed feed = _table.Feed;
        if (isWhole)
        {
            _preamble().Write(Frame[(int)FrameColumn.Preamble]);
            _last = default;
            _step = 0;
        }

        SampleFlags flags = (feed.ReportsAllExits ? SampleFlags.ReportsAllExits : SampleFlags.None)
            | (feed.Host.AreDelaysCounted ? SampleFlags.CountsDelays : SampleFlags.None)
            | (_table.HasRunShort ? SampleFlags.HasRunShort : SampleFlags.None);
        SampleTimes times = SampleTimes.Of(_table.State, _sampler?.State, feed.LostEvents, flags);
        times.Write(Frame[(int)FrameColumn.Sample], _last, _step);
        _step = isWhole ? 0 : times.Monotonic - _last.Monotonic;
        _last = times;
        _users.Begin(Frame, isWhole);
        _processes.Write(Frame, isWhole);
        if (sockets is not null) _connections.Write(Frame, sockets, _table.State, isWhole);
        _users.End();
        if (_groups is not null) _cgroups.Write(Frame, _groups, _table.State, isWhole);
        _events.Write(events, Frame, isWhole);
        if (_sampler is not null) _machine.Write(Frame, (int)FrameColumn.Machine, _sampler, isWhole);
    }
}
