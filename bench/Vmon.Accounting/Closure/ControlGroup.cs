using System.Globalization;
using Vmon.Bench;

namespace Vmon.Accounting.Closure;

/// <summary>A control group of its own for a load. The kernel accounts the CPU time of all its processes there, exited ones included.</summary>
internal sealed class ControlGroup : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string _path;
    private readonly bool _isUnified;

    /// <exception cref="PeerException">No hierarchy accounts CPU time, or it is not writable.</exception>
    internal ControlGroup()
    {
        // cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid 0 0
        // cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,cpu,cpuacct 0 0
        string[][] mounts = [.. File.ReadLines("/proc/mounts").Select(line => line.Split(' '))];
        string[]? unified = mounts.FirstOrDefault(mount => mount[2] == "cgroup2");
        string[] hierarchy = unified
            ?? mounts.FirstOrDefault(mount => mount[2] == "cgroup" && mount[3].Split(',').Contains("cpuacct"))
            ?? throw new PeerException("Cannot account CPU time: no cgroup hierarchy is mounted.");
        _isUnified = unified is not null;
        _path = Path.Combine(hierarchy[1], $"vmon-accounting-{Environment.ProcessId}");
        try
        {
            _ = Directory.CreateDirectory(_path);
        }
        catch (UnauthorizedAccessException)
        {
            throw new PeerException($"Cannot create a control group in {hierarchy[1]}: permission denied. Run as root.");
        }
    }

    /// <summary>CPU time of its processes since it was created, in seconds.</summary>
    internal double Cpu => _isUnified
        ? 1e-6 * Number(File.ReadLines(Path.Combine(_path, "cpu.stat")).First().Split(' ')[1]) // usage_usec 17
        : 1e-9 * Number(File.ReadAllText(Path.Combine(_path, "cpuacct.usage")));

    internal void Add(int id) => File.WriteAllText(Path.Combine(_path, "cgroup.procs"), id.ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        // Busy until the kernel has freed the last process.
        for (int attempts = 100; Directory.Exists(_path); attempts--)
        {
            try
            {
                Directory.Delete(_path);
            }
            catch (IOException) when (attempts > 0)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
