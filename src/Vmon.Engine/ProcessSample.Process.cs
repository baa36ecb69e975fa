using System.Diagnostics;

namespace Vmon;

// Cmdlets that take Process objects (Get-, Stop-, Wait-, Debug-Process) bind exactly this process, not all processes of its name.
public partial class ProcessSample
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Converts to a .NET Process.</summary>
    /// <exception cref="InvalidCastException">The process exited, even if its PID was reused.</exception>
    public static explicit operator Process(ProcessSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.ToProcess();
    }

    /// <summary>Converts to a .NET Process.</summary>
    /// <exception cref="InvalidCastException">The process exited, even if its PID was reused.</exception>
    public Process ToProcess()
    {
        Process? process = null;
        try
        {
            process = Process.GetProcessById(Id);
            if (StartTime is not DateTimeOffset start || (process.StartTime - start.LocalDateTime).Duration() <= Tolerance) return process;
        }
        catch (Exception reason) when (reason is ArgumentException or InvalidOperationException)
        {
            // No process has the PID, or it is exiting.
        }

        process?.Dispose();
        throw new InvalidCastException($"Cannot find process {this}: it exited.");
    }
}
