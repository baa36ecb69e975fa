namespace Vmon.PowerShell.Screen.Frames;

/// <summary>What a process used in the interval of a sample.</summary>
/// <param name="User">CPU in user mode, in percent of a core.</param>
/// <param name="System">CPU in kernel mode, in percent of a core.</param>
/// <param name="Read">Bytes per second from storage.</param>
/// <param name="Write">Bytes per second to storage.</param>
internal readonly record struct Usage(double User, double System, double Read, double Write)
{
    internal double Cpu => User + System;

    internal double Io => Read + Write;

    public static Usage operator +(Usage one, Usage other) => new(one.User + other.User, one.System + other.System, one.Read + other.Read, one.Write + other.Write);

    /// <summary>What a sample says. Null if that is nothing.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="before">That of the same process before. Null if it has just started.</param>
    internal static Usage? Of(ProcessSample sample, ProcessSample? before)
    {
        double cpu = sample.CpuPercent ?? 0;
        double read = sample.IoReadRate ?? 0;
        double write = sample.IoWriteRate ?? 0;
        if (cpu <= 0 && read <= 0 && write <= 0) return null;
        double user = cpu * UserShare(sample, before);
        return new Usage(user, cpu - user, read, write);
    }

    // The kernel counts the two modes by ticks, and their sum exactly. In an interval without a tick, the share since the start is the best guess.
    private static double UserShare(ProcessSample sample, ProcessSample? before)
    {
        TimeSpan user = sample.UserProcessorTime - (before?.UserProcessorTime ?? TimeSpan.Zero) ?? TimeSpan.Zero;
        TimeSpan system = sample.PrivilegedProcessorTime - (before?.PrivilegedProcessorTime ?? TimeSpan.Zero) ?? TimeSpan.Zero;
        if (user < TimeSpan.Zero || system < TimeSpan.Zero || user + system == TimeSpan.Zero)
        {
            user = sample.UserProcessorTime ?? TimeSpan.Zero;
            system = sample.PrivilegedProcessorTime ?? TimeSpan.Zero;
        }

        return user + system > TimeSpan.Zero ? user / (user + system) : 1;
    }
}
