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
        int separator = line.IndexOf(" - cgroup"u8);
        if (separator < 0) return null;
        string[] before = ProcText.Decode(line[..separator]).Split(' ');
        string[] after = ProcText.Decode(line[(separator + " - "u8.Length)..]).Split(' ');
        if (before.Length < 6 || after.Length < 3 || after[0] is not ("cgroup" or "cgroup2")) return null;
        bool isUnified = after[0] == "cgroup2";
        string[] controllers = isUnified ? [] : [.. after[2].Split(',').Where(static option => option is not ("rw" or "ro" or "clone_children" or "noprefix" or "xattr"))];
        return new CgroupMount(Unescaped(before[4]), Unescaped(before[3]), isUnified ? 2 : 1, controllers);
    }

    // \040 is a space, \134 a backslash.
    private static string Unescaped(string path)
    {
        int escape = path.IndexOf('\\', StringComparison.Ordinal);
        if (escape < 0 || escape + 3 >= path.Length) return path;
        string digits = path.Substring(escape + 1, 3);
        bool isOctal = digits.All(static digit => digit is >= '0' and <= '7');
        return path[..escape] + (isOctal ? (char)Convert.ToInt32(digits, 8) : path.Substring(escape, 4)) + Unescaped(path[(escape + 4)..]);
    }
}
