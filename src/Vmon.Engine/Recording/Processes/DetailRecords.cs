using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>Converts the data sets of a process beyond the default to numbers, and back. Texts are numbered elsewhere.</summary>
internal static class DetailRecords
{
    /// <summary>Gets the numbers of the last reading.</summary>
    internal static void Take(ProcessDetails details, DetailNumbers numbers)
    {
        ProcStatus status = details.Status.Reading.Current;
        status.Values.CopyTo(numbers.Status);
        numbers[DetailNumber.status_known] = (long)status.Known;
        SmapsRollup pss = details.Pss.Reading.Current;
        pss.Values.CopyTo(numbers.Pss);
        numbers[DetailNumber.smaps_known] = (long)pss.Known;
        ref readonly SchedStat schedule = ref details.SchedStat.Reading.Current;
        (numbers.Schedule[0], numbers.Schedule[1], numbers.Schedule[2]) = (schedule.RunTime, schedule.QueueTime, schedule.Slices);
        numbers[DetailNumber.schedstat_unknown] = (long)schedule.Unknown;
        numbers[DetailNumber.oom_score] = details.OomScore.Reading.Current.Value;
        numbers[DetailNumber.oom_score_adj] = details.OomAdjustment.Reading.Current.Value;
        if (details.Namespaces.Namespaces is { } namespaces) namespaces.Inodes.CopyTo(numbers.Namespaces);
        TakeNetwork(details.Network, numbers);
        numbers[DetailNumber.details_statuses] = RecordNumbers.Pack(
        [
            details.Status.Reading.Status, details.Pss.Reading.Status, details.SchedStat.Reading.Status, details.OomScore.Reading.Status,
            details.OomAdjustment.Reading.Status, details.WaitChannel.Status, details.Namespaces.Status,
            details.Network.Traffic.Status, details.Network.Connections.Status,
        ]);
        numbers.Flags = FlagsOf(details);
    }

    /// <summary>Gives the data sets the numbers of the next sample, or the last ones of several that are shown as one.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <param name="block">The block that they are from.</param>
    /// <param name="flags">What is known of the process in the frame.</param>
    /// <param name="pairs">Which of them can be compared.</param>
    /// <param name="isNext">Whether it is the first time in the sample that is shown.</param>
    /// <param name="details">The data sets.</param>
    internal static void Restore(DetailNumbers numbers, DetailReader block, ReadingFlags flags, DetailFlags pairs, bool isNext, ProcessDetails details)
    {
        long statuses = numbers[DetailNumber.details_statuses];
        ProcStatus status = new() { Known = block.Bits<StatusField>(numbers[DetailNumber.status_known], "status") };
        numbers.Status.CopyTo(status.Values);
        Pair(ref details.Status.Reading, status, 0, DetailFlags.StatusIsPaired);
        SmapsRollup pss = new() { Known = block.Bits<SmapsField>(numbers[DetailNumber.smaps_known], "smaps_rollup") };
        numbers.Pss.CopyTo(pss.Values);
        Pair(ref details.Pss.Reading, pss, 1, DetailFlags.PssIsPaired);
        SchedStat schedule = new()
        {
            RunTime = numbers.Schedule[0], QueueTime = numbers.Schedule[1], Slices = numbers.Schedule[2], Unknown = (ulong)numbers[DetailNumber.schedstat_unknown],
        };
        Pair(ref details.SchedStat.Reading, schedule, 2, DetailFlags.ScheduleIsPaired);
        Pair(ref details.OomScore.Reading, new OomScore { Value = (int)numbers[DetailNumber.oom_score] }, 3, DetailFlags.OomScoreIsPaired);
        Pair(ref details.OomAdjustment.Reading, new OomAdjustment { Value = (int)numbers[DetailNumber.oom_score_adj] }, 4, DetailFlags.OomAdjustmentIsPaired);
        Pair(ref details.Network.Traffic, TrafficOf(numbers), 7, DetailFlags.TrafficIsPaired);
        Pair(ref details.Network.Connections, numbers[DetailNumber.network_connections], 8, DetailFlags.ConnectionsArePaired);
        details.Network.OfExited = new TrafficCounters
        {
            Received = numbers[DetailNumber.network_exited_received], Sent = numbers[DetailNumber.network_exited_sent],
        };

        void Pair<T>(ref Reading<T> reading, in T now, int index, DetailFlags isPaired)
            where T : unmanaged => RecordNumbers.Pair(ref reading, now, RecordNumbers.StatusAt(statuses, index), pairs.HasFlag(isPaired), flags, isNext);
    }

    internal static ReadStatus WaitChannelStatus(DetailNumbers numbers) => RecordNumbers.StatusAt(numbers[DetailNumber.details_statuses], 5);

    internal static ReadStatus NamespacesStatus(DetailNumbers numbers) => RecordNumbers.StatusAt(numbers[DetailNumber.details_statuses], 6);

    private static void TakeNetwork(in NetworkSampler network, DetailNumbers numbers)
    {
        ref readonly ProcessTraffic traffic = ref network.Traffic.Current;
        numbers[DetailNumber.network_received] = traffic.Counters.Received;
        numbers[DetailNumber.network_sent] = traffic.Counters.Sent;
        numbers[DetailNumber.network_since] = traffic.Since;
        numbers[DetailNumber.network_source] = (long)traffic.Source;
        numbers[DetailNumber.network_connections] = network.Connections.Current;
        numbers[DetailNumber.network_exited_received] = network.OfExited.Received;
        numbers[DetailNumber.network_exited_sent] = network.OfExited.Sent;
    }

    private static ProcessTraffic TrafficOf(DetailNumbers numbers) => new()
    {
        Counters = new TrafficCounters { Received = numbers[DetailNumber.network_received], Sent = numbers[DetailNumber.network_sent] },
        Since = numbers[DetailNumber.network_since],
        Source = (NetworkSource)numbers[DetailNumber.network_source],
    };

    private static DetailFlags FlagsOf(ProcessDetails details) =>
        When(details.Status.Reading.IsPaired, DetailFlags.StatusIsPaired)
        | When(details.Pss.Reading.IsPaired, DetailFlags.PssIsPaired)
        | When(details.SchedStat.Reading.IsPaired, DetailFlags.ScheduleIsPaired)
        | When(details.OomScore.Reading.IsPaired, DetailFlags.OomScoreIsPaired)
        | When(details.OomAdjustment.Reading.IsPaired, DetailFlags.OomAdjustmentIsPaired)
        | When(details.Network.Traffic.IsPaired, DetailFlags.TrafficIsPaired)
        | When(details.Network.Connections.IsPaired, DetailFlags.ConnectionsArePaired);

    private static DetailFlags When(bool isSo, DetailFlags flag) => isSo ? flag : DetailFlags.None;
}
