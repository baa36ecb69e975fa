using System.Globalization;

namespace Vmon.Tests.Workloads;

/// <summary>A new control group of version 1 or 2. Skips the test if none can be created. Its processes must exit before it is disposed.</summary>
internal sealed class ControlGroup : IDisposable
{
    private static readonly string[] Parents = ["pids", "freezer", "cpuacct", "cpu", "memory", "blkio", "unified", "."];

    private ControlGroup(string directory, string path) => (Directory, Path) = (directory, path);

    internal string Directory { get; }

    /// <summary>Its path in the hierarchy.</summary>
    internal string Path { get; }

    /// <summary>The content of a file of the group.</summary>
    internal string this[string file]
    {
        get => File.ReadAllText(System.IO.Path.Combine(Directory, file)).Trim();
        set => File.WriteAllText(System.IO.Path.Combine(Directory, file), value);
    }

    /// <summary>Creates a group that has a file of this name.</summary>
    internal static ControlGroup With(string file) => With(file, $"vmon-{Guid.NewGuid():N}");

    internal static ControlGroup With(string file, string name)
    {
        foreach (string parent in Parents)
        {
            if (!System.IO.Directory.Exists($"/sys/fs/cgroup/{parent}")) continue; // in a unified hierarchy, it would be a group
            string path = $"/sys/fs/cgroup/{parent}/{name}";
            try
            {
                _ = System.IO.Directory.CreateDirectory(path);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (File.Exists(System.IO.Path.Combine(path, file))) return new ControlGroup(path, '/' + name);
            System.IO.Directory.Delete(path);
        }

        Assert.Skip($"Cannot create a control group with {file}.");
        return null!;
    }

    /// <summary>Creates a group with the same path in each hierarchy.</summary>
    internal static Everywhere InEachHierarchy()
    {
        string name = $"vmon-{Guid.NewGuid():N}";
        List<ControlGroup> groups = [];
        foreach (string parent in Parents)
        {
            string path = $"/sys/fs/cgroup/{parent}/{name}";
            if (!File.Exists($"/sys/fs/cgroup/{parent}/cgroup.procs") || System.IO.Directory.Exists(path)) continue; // a link to another one
            try
            {
                _ = System.IO.Directory.CreateDirectory(path);
                groups.Add(new ControlGroup(path, '/' + name));
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
            }
        }

        Assert.SkipWhen(groups.Count == 0, "Cannot create a control group.");
        return new Everywhere(groups);
    }

    /// <summary>Creates a group below it, to be disposed before it.</summary>
    internal ControlGroup Below(string name) => new(Create($"{Directory}/{name}"), $"{Path}/{name}");

    /// <summary>Creates the directory of a group, with the limit of tasks that the group above has. In version 2, that must be enabled.</summary>
    internal static string Create(string directory)
    {
        string above = System.IO.Path.GetDirectoryName(directory)!;
        if (File.Exists($"{above}/cgroup.subtree_control") && File.Exists($"{above}/pids.max")) File.WriteAllText($"{above}/cgroup.subtree_control", "+pids");
        return System.IO.Directory.CreateDirectory(directory).FullName;
    }

    internal void Add(int pid) => this["cgroup.procs"] = pid.ToString(CultureInfo.InvariantCulture);

    public void Dispose()
    {
        WaitUntil.True(() => this["cgroup.procs"].Length == 0);
        System.IO.Directory.Delete(Directory);
    }

    /// <summary>The same group in each hierarchy.</summary>
    internal sealed class Everywhere(IReadOnlyList<ControlGroup> groups) : IDisposable
    {
        internal string Path => groups[0].Path;

        /// <summary>Number of its processes.</summary>
        internal int ProcessCount => File.ReadAllLines($"{groups[0].Directory}/cgroup.procs").Length;

        /// <summary>The group of the hierarchy that has a file of this name. Null if none has it.</summary>
        internal ControlGroup? With(string file) => groups.FirstOrDefault(group => File.Exists(System.IO.Path.Combine(group.Directory, file)));

        /// <summary>The commands of a shell that joins it.</summary>
        internal string Join => string.Concat(groups.Select(static group => $"echo $$ >{group.Directory}/cgroup.procs; "));

        public void Dispose()
        {
            foreach (ControlGroup group in groups) group.Dispose();
        }
    }
}
