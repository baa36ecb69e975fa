using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>Which process has a PID now. One read of stat, without a watch.</summary>
internal static class ProcessLookup
{
    /// <summary>Finds the process. Gone also for the TID of a thread, for which /proc has a hidden directory.</summary>
    internal static ReadStatus Identify(ProcRoot root, int pid, out ProcessIdentity found)
    {
        ProcDirectory directory = new(root, pid);
        ReadStatus status = directory.Read(new ReadBuffer(), out ProcStat stat);
        directory.Dispose();
        found = new ProcessIdentity(pid, stat.StartTime);
        return status == ReadStatus.Ok && stat.IsOfThread ? ReadStatus.Gone : status;
    }

    /// <summary>Whether the directory belongs to a process that started at this tick.</summary>
    internal static bool IsOf(long start, ref ProcDirectory directory, ReadBuffer buffer) =>
        directory.Read(buffer, out ProcStat stat) == ReadStatus.Ok && stat.StartTime == start;
}
