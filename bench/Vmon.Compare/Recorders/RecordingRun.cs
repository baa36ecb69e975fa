using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.Recorders;

/// <summary>A recorder that runs. Dispose ends it, and deletes what it recorded.</summary>
internal sealed class RecordingRun(RecordingTool tool, string directory, Process process) : IDisposable
{
    private double _startCpu;
    private long _startTime;

    internal string Name => tool.Name;

    /// <summary>Share of a core since <see cref="Restart"/>, in percent.</summary>
    internal double CpuPercent => (CpuTime.Of(process.Id) - _startCpu) / Stopwatch.GetElapsedTime(_startTime).TotalMicroseconds * 100;

    /// <summary>Starts to measure CPU time. What came before is start-up.</summary>
    internal void Restart()
    {
        _startCpu = CpuTime.Of(process.Id);
        _startTime = Stopwatch.GetTimestamp();
    }

    /// <summary>A line of /proc/PID/status, in MB.</summary>
    /// <param name="name">VmRSS or VmHWM.</param>
    internal double Memory(string name)
    {
        // VmHWM:     4512 kB
        string line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Ends the recorder, which then writes what it still holds. Returns the size of what it recorded, in bytes.</summary>
    internal long Stop()
    {
        Executable.Run("kill", "-TERM", process.Id.ToString(CultureInfo.InvariantCulture));
        process.WaitForExit();
        return new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
