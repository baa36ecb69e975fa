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

    /// <summary>Gets how a zombie exited.</summary>
    /// <param name="root">Its /proc.</param>
    /// <param name="identity">The process.</param>
    /// <param name="exited">Null if it is not a zombie. Also if this user may not trace it, for whom the kernel writes zero: io, which requires the same, proves a zero.</param>
    /// <returns>Gone also if another process reuses the PID.</returns>
    internal static ReadStatus StatusOfZombie(ProcRoot root, ProcessIdentity identity, out WaitStatus? exited)
    {
        exited = null;
        ReadBuffer buffer = new();
        ProcDirectory directory = new(root, identity.Id);
        ReadStatus status = directory.Read(buffer, out ProcStat stat);
        if (status == ReadStatus.Ok && stat.StartTime != identity.StartTicks) status = ReadStatus.Gone;
        bool hasExited = status == ReadStatus.Ok && stat is { State: ProcessState.Zombie, HasMainThreadExited: false };
        if (hasExited && (stat.ExitCode != 0 || directory.Read(buffer, out ProcIo _) == ReadStatus.Ok)) exited = new WaitStatus(stat.ExitCode);
        directory.Dispose();
        return status;
    }

    /// <summary>Whether the directory belongs to a process that started at this tick.</summary>
    internal static bool IsOf(long start, ref ProcDirectory directory, ReadBuffer buffer) =>
        directory.Read(buffer, out ProcStat stat) == ReadStatus.Ok && stat.StartTime == start;
}
