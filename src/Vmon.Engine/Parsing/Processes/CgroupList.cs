namespace Vmon.Parsing.Processes;

/// <summary>The control groups of a process, from /proc/PID/cgroup.</summary>
internal static class CgroupList
{
    private const string NamePrefix = "name=";

    private static readonly string[] Resources = ["memory", "cpu", "cpuacct", "pids"];

    // 9:name=systemd:/user.slice         version 1, a hierarchy without controllers, by name
    // 3:cpu,cpuacct:/user.slice          version 1
    // 0::/user.slice/a:b                 version 2; only the first two colons separate
    internal static ProcessCgroup[] Parse(ReadOnlySpan<byte> bytes)
    {
        List<ProcessCgroup> groups = [];
        EndedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> line))
            if (ParseLine(line) is ProcessCgroup group) groups.Add(group);
        return [.. groups];
    }

    /// <summary>
    /// The version 2 group, unless version 1 hierarchies account for resources. Otherwise that of the systemd hierarchy, or else of the first of those resources, or else of
    /// the first hierarchy; a hierarchy in whose root the process is counts only if there is no other.
    /// </summary>
    internal static ProcessCgroup? Main(IReadOnlyList<ProcessCgroup> groups)
    {
        ProcessCgroup[] accounted = [.. groups.Where(group => group.Controllers.Intersect(Resources).Any())];
        if (accounted.Length == 0 && groups.FirstOrDefault(group => group.IsUnified) is { } unified) return unified;
        ProcessCgroup[] usual = [.. groups.Where(group => group.Name == "systemd"), .. accounted, .. groups];
        return Array.Find(usual, group => group.Path != "/") ?? usual.FirstOrDefault();
    }

    private static ProcessCgroup? ParseLine(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        if (colon < 0) return null;
        ByteReader reader = new(line[..colon]);
        int hierarchy = reader.Number();
        if (reader.IsMalformed || !reader.IsAtEnd) return null;
        line = line[(colon + 1)..];
        colon = line.IndexOf((byte)':');
        if (colon < 0) return null;

        string[] controllers = ProcText.Decode(line[..colon]).Split(',', StringSplitOptions.RemoveEmptyEntries);
        string? name = controllers.FirstOrDefault(IsName)?[NamePrefix.Length..];
        return new ProcessCgroup(hierarchy, [.. controllers.Where(controller => !IsName(controller))], name, ProcText.Decode(line[(colon + 1)..]));
    }

    private static bool IsName(string controller) => controller.StartsWith(NamePrefix, StringComparison.Ordinal);
}

/// <summary>The target of a link in /proc/PID/ns.</summary>
internal static class NamespaceLink
{
    /// <summary>The inode number of the namespace; false for anything else.</summary>
    // mnt:[4026531832]
    internal static bool TryParse(ReadOnlySpan<byte> target, out long inode)
    {
        inode = 0;
        int open = target.IndexOf(":["u8);
        if (open <= 0 || target[^1] != ']') return false;
        ByteReader reader = new(target[(open + 2)..^1]);
        inode = reader.Count();
        return !reader.IsMalformed && reader.Rest.IsEmpty && inode > 0;
    }
}
