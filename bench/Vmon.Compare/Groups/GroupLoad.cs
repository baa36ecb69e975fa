using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.Groups;

/// <summary>Control groups with a sleeping process each, in every hierarchy that is mounted. Dispose removes them.</summary>
internal sealed class GroupLoad : IDisposable
{
    /// <summary>The group that has them.</summary>
    internal const string Path = "/vmon-bench";

    private const string Root = "/sys/fs/cgroup";

    private const string Enabled = "cgroup.subtree_control";

    // A group of cpuset has no CPUs of its own, so that no process can join it.
    private static readonly string[] Controllers = ["cpu", "cpuacct", "memory", "blkio", "pids", "unified"];

    private readonly ProcessLoad _processes;
    private readonly string[] _parents;

    internal GroupLoad(int count)
    {
        string[] hierarchies = File.Exists($"{Root}/cgroup.controllers") ? [Root] : [.. Controllers.Select(static name => $"{Root}/{name}").Where(Directory.Exists).Select(Hierarchy).Distinct()];
        _parents = [.. hierarchies.Select(static hierarchy => $"{hierarchy}{Path}")];
        _processes = new ProcessLoad("sleeping", count);
        int[] pids = [.. File.ReadAllText($"/proc/{_processes.RootId}/task/{_processes.RootId}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static pid => int.Parse(pid, CultureInfo.InvariantCulture))];
        foreach (string parent in _parents)
        {
            _ = Directory.CreateDirectory(parent);
            if (File.Exists($"{parent}/{Enabled}")) File.WriteAllText($"{parent}/{Enabled}", string.Concat(Controllers.Append("io").Intersect(File.ReadAllText($"{parent}/cgroup.controllers").Split()).Select(static name => $"+{name} ")));
            for (int i = 0; i < count; i++)
            {
                string group = $"{parent}/{i}";
                _ = Directory.CreateDirectory(group);
                File.WriteAllText($"{group}/cgroup.procs", pids[i].ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    public void Dispose()
    {
        _processes.Dispose();
        foreach (string parent in _parents)
        {
            foreach (string group in Directory.GetDirectories(parent)) Remove(group);
            Remove(parent);
        }
    }

    // Controllers that share a hierarchy have links to it: cpu -> cpu,cpuacct
    private static string Hierarchy(string path) => Directory.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    // A process that was killed leaves its group a little later.
    private static void Remove(string group)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                Directory.Delete(group);
                return;
            }
            catch (IOException) when (attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
    }
}
