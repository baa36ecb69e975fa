using System.Globalization;

namespace Vmon;

/// <summary>Arranges the processes of a sample below groups.</summary>
/// <param name="snapshot">The processes, parents before children.</param>
/// <param name="grouping">What groups them.</param>
internal sealed class GroupedTree(ProcessSnapshot snapshot, ProcessGrouping grouping)
{
    private const string None = "-";
    private const string Deleted = " (deleted)";

    private readonly Dictionary<string, ProcessTreeNode> _groups = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ProcessTreeNode> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<ProcessTreeNode, SortedDictionary<string, ProcessTreeNode>> _below = [];

    /// <summary>All nodes, depth first: of each group its own processes, and then the groups below it, by name.</summary>
    internal List<ProcessTreeNode> Nodes()
    {
        Place();
        List<ProcessTreeNode> nodes = [];
        foreach (ProcessTreeNode root in _roots.Values) AddGroup(root, nodes);
        return nodes;
    }

    private void Place()
    {
        Stack<(ProcessTreeNode Node, ProcessTreeNode Group)> ancestors = [];
        foreach (ProcessSample process in snapshot.Processes)
        {
            while (ancestors.Count > process.Depth) _ = ancestors.Pop();
            ProcessTreeNode? parent = ancestors.Count > 0 ? ancestors.Peek().Node : null;
            ProcessTreeNode group = process.IsThread && ancestors.Count > 0 ? ancestors.Peek().Group : GroupOf(process);
            ProcessTreeNode above = parent is not null && ancestors.Peek().Group == group ? parent : group;
            ProcessTreeNode node = new(process, above, snapshot.Interval);
            above.Add(node);
            ancestors.Push((node, group));
        }
    }

    private ProcessTreeNode GroupOf(ProcessSample process)
    {
        ProcessTreeNode? group = null;
        string key = "";
        foreach (string name in NamesOf(process.Unnoted()))
        {
            key = $"{key}\n{name}";
            if (!_groups.TryGetValue(key, out ProcessTreeNode? next))
            {
                next = new ProcessTreeNode(name, group, process, snapshot.Interval);
                _groups.Add(key, next);
                _below.Add(next, new SortedDictionary<string, ProcessTreeNode>(StringComparer.Ordinal));
                (group is null ? _roots : _below[group]).Add(name, next);
            }

            group = next;
        }

        return group!;
    }

    // From the uppermost group to that of the process.
    private IEnumerable<string> NamesOf(ProcessSample process) => grouping switch
    {
        ProcessGrouping.User => [process.UserName ?? process.RealUserName ?? process.UserId?.ToString(CultureInfo.InvariantCulture) ?? None],
        ProcessGrouping.Unit => process.UserUnit is { } unit ? [process.Unit!, unit] : [process.Unit ?? None],
        _ => PathsOf(process.CgroupPath),
    };

    // /, /system.slice, /system.slice/nginx.service
    private static IEnumerable<string> PathsOf(string? path)
    {
        if (path is null) return [None];
        if (path.EndsWith(Deleted, StringComparison.Ordinal)) path = path[..^Deleted.Length];
        IEnumerable<string> above = Enumerable.Range(1, Math.Max(0, path.Length - 1)).Where(end => path[end] == '/').Select(end => path[..end]);
        return path == "/" ? ["/"] : ["/", .. above, path];
    }

    // Groups are linked last, so that the children of a group are its processes and then the groups below.
    private void AddGroup(ProcessTreeNode group, List<ProcessTreeNode> nodes)
    {
        nodes.Add(group);
        foreach (ProcessTreeNode process in group.Children.ToArray()) AddProcess(process, nodes);
        foreach (ProcessTreeNode below in _below[group].Values)
        {
            group.Add(below);
            AddGroup(below, nodes);
        }
    }

    private static void AddProcess(ProcessTreeNode top, List<ProcessTreeNode> nodes)
    {
        Stack<ProcessTreeNode> next = new([top]);
        while (next.TryPop(out ProcessTreeNode? node))
        {
            nodes.Add(node);
            foreach (ProcessTreeNode child in node.Children.Reverse()) next.Push(child);
        }
    }
}
