using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>Checks whether a PID still belongs to the same process.</summary>
internal static class StartCheck
{
    /// <summary>Whether the directory is of a process that began at this tick.</summary>
    internal static bool IsOf(long start, ref ProcDirectory directory, ReadBuffer buffer) =>
        directory.Open("stat\0"u8, isDirectory: false, out int file) == ReadStatus.Ok
        && ProcFile.ReadAndClose(file, buffer, out int length) == ReadStatus.Ok
        && ProcStat.TryParse(buffer.First(length), out ProcStat stat)
        && stat.StartTime == start;
}
