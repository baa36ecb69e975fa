using System.Globalization;
using System.Text.RegularExpressions;
using Vmon.Metrics.Groups;
using Vmon.Metrics.Labels;
using Vmon.Model;
using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Metrics.Sampling;

/// <summary>Names the group of a process.</summary>
/// <param name="grouping">What groups processes.</param>
/// <param name="users">Names of users. Null if they are not those of this machine.</param>
internal sealed partial class GroupNaming(MetricGrouping grouping, UserNames? users)
{
    private const string ContainerName = "container.name";
    private const string ContainerId = "container.id";
    private const string PodId = "k8s.pod.uid";
    private const int ShortId = 12;

    private const int MostNames = 16 * 1024;

    private static readonly object Kernel = new();

    private readonly Dictionary<Comm, string> _names = [];

    /// <summary>What is read of each process to know its group.</summary>
    internal static ProcessDataSets DataSetsOf(MetricGrouping grouping) => grouping switch
    {
        MetricGrouping.Unit or MetricGrouping.Container => ProcessDataSets.Cgroup,
        MetricGrouping.User => ProcessDataSets.User,
        _ => ProcessDataSets.None,
    };

    /// <summary>The object that determines the group of a process. While it is the same one, so is the group.</summary>
    internal object OriginOf(ProcessNode node)
    {
        if (node.Records.Stat.Reading.Current.IsOfKernel == true) return Kernel;
        return grouping switch
        {
            MetricGrouping.Unit or MetricGrouping.Container => node.Records.Cgroup.Groups ?? (object)this,
            MetricGrouping.User => node.Records.User.User ?? (object)this,
            _ => NameOf(node.Records.Stat.Reading.Current.Comm),
        };
    }

    /// <summary>The group of a process.</summary>
    /// <param name="origin">What determines it.</param>
    /// <param name="id">Its PID.</param>
    internal GroupKey KeyOf(object origin, int id) => origin switch
    {
        string name when grouping == MetricGrouping.Process => new GroupKey(GroupType.Process, LabelText.Clean(name), id.ToString(CultureInfo.InvariantCulture)),
        string name => new GroupKey(GroupType.Name, LabelText.Clean(name)),
        ProcessUser user => OfUser(user),
        ProcessCgroups groups when grouping == MetricGrouping.Unit => OfUnit(groups.Names),
        ProcessCgroups groups => OfContainer(groups.Names),
        _ when ReferenceEquals(origin, Kernel) => new GroupKey(GroupType.Kernel, "kernel"),
        _ => new GroupKey(GroupType.None, "none"),
    };

    /// <summary>The attributes of a group: its name and type, and those of the semantic conventions.</summary>
    internal static LabelSet LabelsOf(GroupKey key)
    {
        LabelSet labels = LabelSet.Empty.With("vmon.group", key.Name).With("vmon.group.type", key.Type.ToString().ToLowerInvariant());
        return key.Type switch
        {
            GroupType.Name => labels.With("process.executable.name", key.Name),
            GroupType.Process => labels.With("process.executable.name", key.Name).With("process.pid", key.Id!),
            GroupType.User => labels.With("process.owner", key.Name),
            GroupType.Container => OfContainer(labels, key),
            _ => labels,
        };
    }

    // The name in the kernel. The longer one comes from the command line, which can hold secrets, and is not known of every process.
    private string NameOf(in Comm comm)
    {
        if (_names.TryGetValue(comm, out string? name)) return name;
        if (_names.Count >= MostNames) _names.Clear();
        name = ProcText.Decode(comm.Bytes);
        _names.Add(comm, name);
        return name;
    }

    // Of one ID, so that a container that takes over a name is another group.
    private static LabelSet OfContainer(LabelSet labels, GroupKey key)
    {
        string[] parts = key.Id!.Split('\n');
        labels = labels.With(ContainerId, parts[0]);
        if (parts[1].Length > 0) labels = labels.With(ContainerName, parts[1]);
        if (parts[2].Length > 0) labels = labels.With("container.runtime.name", parts[2]);
        return parts[3].Length > 0 ? labels.With(PodId, parts[3]) : labels;
    }

    /// <summary>The group of a container. That of no container if the control group has none.</summary>
    internal static GroupKey OfContainer(CgroupNames names)
    {
        if (names.ContainerId is not { } id) return new GroupKey(GroupType.None, "none");
        string name = names.ContainerName ?? (id.Length > ShortId ? id[..ShortId] : id);
        string[] parts = [id, names.ContainerName ?? "", names.ContainerRuntime ?? "", names.PodId ?? ""];
        return new GroupKey(GroupType.Container, LabelText.Clean(name), string.Join('\n', parts.Select(LabelText.Clean)));
    }

    private static GroupKey OfUnit(CgroupNames names)
    {
        if ((names.UserUnit ?? names.Unit) is not { } unit) return new GroupKey(GroupType.None, "none");

        // Each login and each run has a number of its own.
        Match numbered = Numbered().Match(unit);
        return new GroupKey(GroupType.Unit, LabelText.Clean(numbered.Success ? $"{numbered.Groups["name"].Value}*{numbered.Groups["type"].Value}" : unit));
    }

    private GroupKey OfUser(ProcessUser user)
    {
        if ((user[StatusField.Uid_effective] ?? user[StatusField.Uid]) is not long id) return new GroupKey(GroupType.None, "none");
        return new GroupKey(GroupType.User, LabelText.Clean(users?.Of(id) ?? id.ToString(CultureInfo.InvariantCulture)));
    }

    // session-12.scope   run-u34.service   run-r0123456789abcdef0123456789abcdef.scope   run-p1234-i5.service
    [GeneratedRegex("^(?<name>session-c?|run-)([up]?[0-9]+(-i[0-9]+)?|r[0-9a-f]{32})(?<type>[.](scope|service))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();
}
