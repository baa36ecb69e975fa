using Vmon.ProcFs;

namespace Vmon.Model;

internal sealed partial class ProcessNode
{
    /// <summary>Adds its files that are too large or not in the expected format, with paths relative to /proc.</summary>
    internal UnreadFiles AddUnread(UnreadFiles unread)
    {
        Add(Stat.Reading.Status, "stat");
        Add(Memory.Reading.Status, "statm");
        Add(Io.Reading.Status, "io");
        Add(Command.Command.ArgumentsStatus, "cmdline");
        if (Details is not { } details) return unread;
        Add(details.Status.Reading.Status, "status");
        Add(details.Cgroup.Status, "cgroup");
        Add(details.WaitChannel.Status, "wchan");
        Add(details.Pss.Reading.Status, "smaps_rollup");
        Add(details.Scheduler.Reading.Status, "schedstat");
        Add(details.OomScore.Reading.Status, "oom_score");
        Add(details.OomAdjustment.Reading.Status, "oom_score_adj");
        return unread;

        void Add(ReadStatus status, string file)
        {
            if (status is ReadStatus.TooLarge or ReadStatus.Malformed) unread = unread.With(status, Process is null ? $"{Id}/{file}" : $"{Process.Id}/task/{Id}/{file}");
        }
    }
}
