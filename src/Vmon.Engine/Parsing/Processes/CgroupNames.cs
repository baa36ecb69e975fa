using System.Globalization;
using System.Text.RegularExpressions;

namespace Vmon.Parsing.Processes;

/// <summary>What the path of a control group tells: the unit of systemd, the container and the pod.</summary>
internal sealed partial record CgroupNames
{
    private const string Slice = ".slice";
    private const string UserManager = "user@";
    private const string UserSlice = "user-";

    private static readonly string[] UnitTypes = [".service", ".scope", ".socket", ".mount", ".swap"];

    /// <summary>Nothing.</summary>
    internal static CgroupNames None { get; } = new();

    /// <summary>Service, scope or other unit of the system's manager; the innermost slice if the process is in none.</summary>
    internal string? Unit { get; private init; }

    /// <summary>The same of the manager of a user.</summary>
    internal string? UserUnit { get; private init; }

    /// <summary>The user whose slice it is in (user-1000.slice). Null outside such slices.</summary>
    internal uint? SliceUser { get; private init; }

    internal string? ContainerId { get; private init; }

    internal string? ContainerName { get; private init; }

    internal string? ContainerRuntime { get; private init; }

    internal string? PodId { get; private init; }

    /// <summary>The names of the main hierarchy; of a container that it does not have, those of another one.</summary>
    internal static CgroupNames Of(IReadOnlyList<ProcessCgroup> groups)
    {
        if (CgroupList.Main(groups) is not { } main) return None;
        CgroupNames names = Of(main.Path);
        if (names.ContainerId is not null) return names;
        CgroupNames? contained = groups.Select(static group => Of(group.Path)).FirstOrDefault(static other => other.ContainerId is not null);
        return contained is null ? names : contained with { Unit = names.Unit, UserUnit = names.UserUnit };
    }

    /// <summary>The same, with a name of the container that its path does not tell.</summary>
    internal CgroupNames Named(string? container) => ContainerName is null && container is not null ? this with { ContainerName = container } : this;

    /// <summary>The names in one path.</summary>
    internal static CgroupNames Of(string path)
    {
        const string Deleted = " (deleted)";
        if (path.EndsWith(Deleted, StringComparison.Ordinal)) path = path[..^Deleted.Length];
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        (string? unit, string? userUnit) = UnitsOf(parts);
        Match? container = null;
        string? runtime = null;
        foreach (ContainerRule rule in ContainerRule.All)
        {
            Match? match = rule.Path.Matches(path).LastOrDefault();
            if (match is null || (container is not null && match.Groups["id"].Index <= container.Groups["id"].Index)) continue;
            (container, runtime) = (match, rule.Runtime);
        }

        return new CgroupNames
        {
            Unit = unit,
            UserUnit = userUnit,
            SliceUser = parts.Select(UserOf).FirstOrDefault(static user => user is not null),
            ContainerId = Value(container, "id") is { } id ? Unescaped(id) : null,
            ContainerName = Value(container, "name") is { } name ? Unescaped(name) : null,
            ContainerRuntime = runtime,
            PodId = Value(ContainerRule.KubernetesPod().Matches(path).LastOrDefault(), "pod")?.Replace('_', '-')
                ?? Value(container, "pod") ?? Value(ContainerRule.PodmanPod().Matches(path).LastOrDefault(), "pod"),
        };
    }

    // /system.slice/system-getty.slice/getty@tty1.service
    // /user.slice/user-1000.slice/user@1000.service/app.slice/app-editor.scope
    private static (string? Unit, string? UserUnit) UnitsOf(string[] parts)
    {
        int end = Array.FindIndex(parts, IsUnit);
        string? unit = end >= 0 ? Plain(parts[end]) : LastSlice(parts);
        if (end < 0 || !unit!.StartsWith(UserManager, StringComparison.Ordinal)) return (unit, null);
        string[] own = parts[(end + 1)..];
        return (unit, Array.Find(own, IsUnit) is { } found ? Plain(found) : LastSlice(own));
    }

    private static uint? UserOf(string part) =>
        part.StartsWith(UserSlice, StringComparison.Ordinal) && part.EndsWith(Slice, StringComparison.Ordinal)
        && uint.TryParse(part.AsSpan(UserSlice.Length..^Slice.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint user) ? user : null;

    private static bool IsUnit(string part) => Array.Exists(UnitTypes, type => part.Length > type.Length && part.EndsWith(type, StringComparison.Ordinal));

    private static string? LastSlice(string[] parts) =>
        Array.FindLast(parts, static part => part.Length > Slice.Length && part.EndsWith(Slice, StringComparison.Ordinal)) is { } slice ? Plain(slice) : null;

    // systemd puts _ before a name that could be a file of the kernel, such as _cpu.service.
    private static string Plain(string part) => part[0] == '_' ? part[1..] : part;

    private static string? Value(Match? match, string group) => match?.Groups[group] is { Success: true } found ? found.Value : null;

    // web\x2dfront: systemd's form of web-front
    private static string Unescaped(string name) =>
        Escapes().Replace(name, static escapes => ProcText.Decode(Convert.FromHexString(escapes.Value.Replace("\\x", "", StringComparison.Ordinal))));

    [GeneratedRegex(@"(\\x[0-9a-f]{2})+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Escapes();
}
