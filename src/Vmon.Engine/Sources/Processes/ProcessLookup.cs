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
        ReadStatus status = Read(ref directory, new ReadBuffer(), out ProcStat stat);
        directory.Dispose();
        found = new ProcessIdentity(pid, stat.StartTime);
        return status == ReadStatus.Ok && stat.IsOfThread ? ReadStatus.Gone : status;
    }

    /// <summary>Whether the directory belongs to a process that started at this tick.</summary>
    internal static bool IsOf(long start, ref ProcDirectory directory, ReadBuffer buffer) =>
        Read(ref directory, buffer, out ProcStat stat) == ReadStatus.Ok && stat.StartTime == start;

    private static ReadStatus Read(ref ProcDirectory directory, ReadBuffer buffer, out ProcStat stat)
    {
        stat = default;
        ReadStatus status = directory.Open(ProcStat.FileName, isDirectory: false, out int file);
        int length = 0;
        if (status == ReadStatus.Ok) status = ProcFile.ReadAndClose(file, buffer, out length);
        return status == ReadStatus.Ok && !ProcStat.TryParse(buffer.First(length), out stat) ? ReadStatus.Malformed : status;
    }
}
