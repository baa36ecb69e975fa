using Vmon.Parsing.Machine;

namespace Vmon.Parsing.Cgroups;

/// <summary>A mounted hierarchy of control groups.</summary>
/// <param name="Directory">Where it is mounted.</param>
/// <param name="Root">The path of the group that is mounted there; / for the whole hierarchy.</param>
/// <param name="Version">1 or 2.</param>
/// <param name="Controllers">The controllers of a hierarchy of version 1, such as cpu, and name=systemd.</param>
internal sealed record CgroupMount(string Directory, string Root, int Version, IReadOnlyList<string> Controllers)
{
    // 32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
    // 41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
    /// <summary>The hierarchies in /proc/self/mountinfo, each once: where it is mounted first.</summary>
    internal static IReadOnlyList<CgroupMount> Parse(ReadOnlySpan<byte> mountInfo)
    {
        List<CgroupMount> mounts = [];
        EndedLines lines = new(mountInfo);
        while (lines.Next(out ReadOnlySpan<byte> line))
            if (ParseLine(line) is { } mount && !mounts.Exists(other => other.Version == mount.Version && other.Controllers.SequenceEqual(mount.Controllers))) mounts.Add(mount);
        return mounts;
    }

    private static CgroupMount? ParseLine(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf(" - cgroup"u8) < 0 || !Mount.TryParse(line, out Mount? mount) || mount.Type is not ("cgroup" or "cgroup2")) return null;
        bool isUnified = mount.Type == "cgroup2";
        string[] controllers = isUnified ? [] : [.. mount.Options.Split(',').Where(static option => option is not ("rw" or "ro" or "clone_children" or "noprefix" or "xattr"))];
        return new CgroupMount(Unescaped(mount.MountPoint), Unescaped(mount.Root), isUnified ? 2 : 1, controllers);
    }

    private static string Unescaped(string path) => ProcText.Decode(OctalEscapes.Decode(ProcText.Encode(path)));
}
