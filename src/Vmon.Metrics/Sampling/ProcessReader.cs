using Vmon.Kernel.Network;
using Vmon.Metrics.Declarations;
using Vmon.Metrics.Groups;
using Vmon.Model;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Metrics.Sampling;

/// <summary>Accounts the processes of a sample: reads the records of the engine, without an object for each process.</summary>
/// <param name="table">The processes.</param>
/// <param name="ledger">What counts them.</param>
/// <param name="naming">Names their groups.</param>
internal sealed class ProcessReader(ProcessTable table, GroupLedger ledger, GroupNaming naming)
{
    /// <summary>Processes of the last sample, without those that exited.</summary>
    internal long ProcessCount { get; private set; }

    /// <summary>Processes whose IO the kernel refused.</summary>
    internal long DeniedCount { get; private set; }

    /// <summary>Whether the last sample has the open descriptors of any process.</summary>
    internal bool HasDescriptors { get; private set; }

    /// <summary>Accounts the last sample.</summary>
    internal void Read()
    {
        ProcessCount = DeniedCount = 0;
        HasDescriptors = false;
        long number = table.State.Number;
        long uptime = (table.State.Uptime ?? TimeSpan.Zero).Ticks * TimeSpan.NanosecondsPerTick;
        foreach (ProcessNode node in table.Nodes)
        {
            if (node.Phase == NodePhase.Unseen) continue;
            LedgerEntry entry = ledger.Enter(node.Identity);
            object origin = naming.OriginOf(node);
            if (!ReferenceEquals(entry.Origin, origin) || entry.Group is null)
            {
                entry.Origin = origin;
                entry.Group = ledger.GroupOf(naming.KeyOf(origin, node.Id));
            }

            ProcessUsage usage = UsageOf(node, number, uptime);
            if (!usage.HasExited) AddDescriptors(ref usage, entry, node, number);
            ledger.Account(entry, usage);
        }
    }

    private ProcessUsage UsageOf(ProcessNode node, long sample, long uptime)
    {
        ProcessUsage usage = new() { HasExited = node.Phase == NodePhase.Exited, IsBorn = node.Records.IsBorn(table.State) };
        ref readonly ProcStat stat = ref node.Records.Stat.Reading.Current;
        usage.Totals[GroupCounter.CpuUser] = stat.UserTime;
        usage.Totals[GroupCounter.CpuSystem] = stat.SystemTime;
        usage.Totals[GroupCounter.FaultsMinor] = stat.MinorFaults;
        usage.Totals[GroupCounter.FaultsMajor] = stat.MajorFaults;
        if (usage.IsBorn) usage.Increases[GroupCounter.Starts] = 1;
        AddChildren(ref usage, node, sample, stat);
        AddIo(ref usage, node, sample);
        AddNetwork(ref usage, node);
        if (usage.HasExited) usage.Increases[ExitOf(node)] = 1;
        else AddLevels(ref usage, node, stat, uptime);
        return usage;
    }

    // What children used that no sample has shown, such as those that lived between two samples while no events arrive.
    private void AddChildren(ref ProcessUsage usage, ProcessNode node, long sample, in ProcStat stat)
    {
        if (ReapedChildren.UnseenCpu(node, sample, table.Feed.ReportsAllExits) is not (> 0 and long unseen)) return;
        ref readonly ProcStat before = ref node.Records.Stat.Reading.Previous;
        long user = stat.ChildUserTime - before.ChildUserTime;
        long system = stat.ChildSystemTime - before.ChildSystemTime;
        long part = user <= 0 ? 0 : system <= 0 ? unseen : (long)((UInt128)unseen * (ulong)user / (ulong)(user + system));
        usage.Increases[GroupCounter.CpuUser] = part;
        usage.Increases[GroupCounter.CpuSystem] = unseen - part;
    }

    // The kernel counts the IO of children that a process reaped as its own. What samples of the children have shown is subtracted.
    private void AddIo(ref ProcessUsage usage, ProcessNode node, long sample)
    {
        ref readonly Reading<ProcIo> io = ref node.Records.Io.Reading;
        if (io.Status == ReadStatus.Denied) DeniedCount++;
        if (!io.IsPaired) return;
        ReapedUsage reaped = ReapedChildren.In(node, sample) ?? default;
        if (reaped.IsIoUnknown) return;
        ref readonly IoCounters now = ref io.Current.Counters;
        ref readonly IoCounters before = ref io.Previous.Counters;
        usage.Increases[GroupCounter.DiskRead] = now.ReadBytes - before.ReadBytes - reaped.Io.ReadBytes;
        usage.Increases[GroupCounter.DiskWrite] = now.WriteBytes - before.WriteBytes - reaped.Io.WriteBytes;
    }

    private static void AddNetwork(ref ProcessUsage usage, ProcessNode node)
    {
        if (node.Records.Details is not { } details) return;
        ref readonly ProcessTraffic traffic = ref details.Network.Traffic.Current;
        usage.Totals[GroupCounter.NetworkReceive] = traffic.Counters.Received;
        usage.Totals[GroupCounter.NetworkTransmit] = traffic.Counters.Sent;
    }

    private void AddLevels(ref ProcessUsage usage, ProcessNode node, in ProcStat stat, long uptime)
    {
        ProcessCount++;
        usage.Levels[GroupLevel.Processes] = 1;
        usage.Levels[GroupLevel.Threads] = stat.ThreadCount;
        usage.Levels[GroupLevel.Resident] = node.Records.Memory.Reading.Current.Resident * SystemConstants.PageSize;
        usage.Levels[GroupLevel.Virtual] = stat.VirtualSize;
        usage.Levels[GroupLevel.Uptime] = Math.Max(0, uptime - (stat.StartTime * SystemConstants.NanosecondsPerTick));
    }

    // A process that has not run has opened and closed none.
    private void AddDescriptors(ref ProcessUsage usage, LedgerEntry entry, ProcessNode node, long sample)
    {
        if (entry.Descriptors is null || node.Records.RestedIn != sample) entry.Descriptors = table.Feed.CountDescriptors(node);
        HasDescriptors |= entry.Descriptors is not null;
        usage.Levels[GroupLevel.Descriptors] = entry.Descriptors ?? 0;
    }

    private static GroupCounter ExitOf(ProcessNode node)
    {
        WaitStatus? status = node.Exit?.Status ?? node.Records.Exit.Status;
        ref readonly ProcStat stat = ref node.Records.Stat.Reading.Current;

        // The kernel writes zero for a reader that may not trace the process.
        if (status is null && stat.State is ProcessState.Zombie or ProcessState.Dead && stat.Has(StatField.exit_code) && (stat.ExitCode != 0 || node.Records.Io.Reading.IsKnown))
            status = new WaitStatus(stat.ExitCode);
        return status switch
        {
            null => GroupCounter.ExitUnknown,
            { ExitCode: 0 } => GroupCounter.ExitSuccess,
            { ExitCode: not null } => GroupCounter.ExitError,
            _ => GroupCounter.ExitSignal,
        };
    }
}
