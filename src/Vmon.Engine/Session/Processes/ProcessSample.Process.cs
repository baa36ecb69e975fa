using System.Diagnostics;

namespace Vmon;

// A cmdlet that takes Process objects (Get-, Stop-, Wait-, Debug-Process) is given this very process, not all of its name.
public partial class ProcessSample
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>The process as .NET has it.</summary>
    /// <exception cref="InvalidCastException">It has ended, whoever has its pid now.</exception>
    public static explicit operator Process(ProcessSample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        return sample.ToProcess();
    }

    /// <summary>The process as .NET has it.</summary>
    /// <exception cref="InvalidCastException">It has ended, whoever has its pid now.</exception>
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
            // Nobody has the pid, or its holder is just ending.
        }

        process?.Dispose();
        throw new InvalidCastException($"{this} has ended.");
    }
}
