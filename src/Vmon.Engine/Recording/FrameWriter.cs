using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Recording.Cgroups;
using Vmon.Recording.Events;
using Vmon.Recording.Machine;
using Vmon.Recording.Processes;
using Vmon.Sources.Machine;

namespace Vmon.Recording;

/// <summary>Writes the samples of a table as frames, of which a whole one begins a block.</summary>
/// <param name="table">The table, which samples everything.</param>
/// <param name="machine">Samples the machine, and keeps its texts. Null if the machine is not recorded.</param>
/// <param name="cgroups">The control groups. Null if they are not recorded.</param>
/// <param name="preamble">Describes the host, for each whole frame.</param>
/// <param name="keepsArguments">Whether command lines are recorded, not only the program.</param>
internal sealed class FrameWriter(ProcessTable table, SystemSampler? machine, CgroupTable? cgroups, Func<Preamble> preamble, bool keepsArguments = true)
{
    private readonly ProcessWriter _processes = new(table, keepsArguments);
    private readonly MachineWriter _machine = new();
    private readonly CgroupWriter _cgroups = new();
    private readonly EventWriter _events = new(keepsArguments);
    private SampleTimes _last;
    private long _step;

    /// <summary>The times of the last frame.</summary>
    internal SampleTimes Times => _last;

    /// <summary>The last frame.</summary>
    internal ColumnSet Frame { get; } = new();

    /// <summary>Writes the last sample of the table, and of the machine.</summary>
    /// <param name="events">What happened to processes since the frame before.</param>
    /// <param name="isWhole">Whether it begins a block.</param>
    internal void Write(IReadOnlyList<ProcessRecord> events, bool isWhole)
    {
        Frame.Clear();
        IProcessFeed feed = table.Feed;
        if (isWhole)
        {
            preamble().Write(Frame[(int)FrameColumn.Preamble]);
            _last = default;
            _step = 0;
        }

        SampleFlags flags = (feed.ReportsAllExits ? SampleFlags.ReportsAllExits : SampleFlags.None)
            | (feed.Host.AreDelaysCounted ? SampleFlags.CountsDelays : SampleFlags.None)
            | (table.HasRunShort ? SampleFlags.HasRunShort : SampleFlags.None);
        SampleTimes times = SampleTimes.Of(table.State, machine?.State, feed.LostEvents, flags);
        times.Write(Frame[(int)FrameColumn.Sample], _last, _step);
        _step = isWhole ? 0 : times.Monotonic - _last.Monotonic;
        _last = times;
        _processes.Write(Frame, isWhole);
        if (cgroups is not null) _cgroups.Write(Frame, cgroups, table.State, isWhole);
        _events.Write(events, Frame, isWhole);
        if (machine is not null) _machine.Write(Frame, (int)FrameColumn.Machine, machine, isWhole);
    }
}
