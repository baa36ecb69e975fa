using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>Selects the mounts that stand for file systems with space, as df does.</summary>
internal static class MountSelection
{
    private const int MostNested = 1024;

    // They have no blocks. A look at a mount of autofs would mount what is behind it.
    private static readonly HashSet<string> WithoutBlocks =
    [
        "autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "fuse.portal", "fusectl", "mqueue", "nsfs", "proc", "pstore", "rpc_pipefs",
        "securityfs", "selinuxfs", "sysfs", "tracefs",
    ];

    /// <summary>
    /// One mount of each file system, in the order of the list: not one without blocks by its type, and not one over which another is mounted.
    /// </summary>
    internal static IReadOnlyList<Mount> Select(IReadOnlyList<Mount> mounts)
    {
        Tree tree = new(mounts);
        List<Mount> selected = [];
        Dictionary<string, List<int>> byDevice = [];
        foreach (Mount mount in mounts)
        {
            if (WithoutBlocks.Contains(mount.Type) || !tree.IsReachable(mount)) continue;
            if (!byDevice.TryGetValue(mount.Device, out List<int>? same)) byDevice.Add(mount.Device, same = []);
            int index = same.FindIndex(one => !AreDistinct(selected[one], mount));
            if (index >= 0)
            {
                if (IsBetter(mount, selected[same[index]])) selected[same[index]] = mount;
                continue;
            }

            same.Add(selected.Count);
            selected.Add(mount);
        }

        return selected;
    }

    // Two shares of a server can be on one device.
    private static bool AreDistinct(Mount one, Mount other) => IsRemote(one) && IsRemote(other) && one.Source != other.Source;

    private static bool IsRemote(Mount mount) => mount.Source.Contains(':', StringComparison.Ordinal) || mount.Source.StartsWith("//", StringComparison.Ordinal);

    // A source that is a file, and a mount point near the root, unless a directory below that of the other is mounted there.
    private static bool IsBetter(Mount mount, Mount kept) => mount.Source.Contains('/', StringComparison.Ordinal) != kept.Source.Contains('/', StringComparison.Ordinal)
        ? mount.Source.Contains('/', StringComparison.Ordinal)
        : mount.MountPoint.Length < kept.MountPoint.Length && mount.Root.Length <= kept.Root.Length;

    /// <summary>Which mounts a path reaches.</summary>
    private sealed class Tree
    {
        private readonly Dictionary<int, Mount> _byId = [];
        private readonly HashSet<(int Parent, string MountPoint)> _places = [];

        internal Tree(IEnumerable<Mount> mounts)
        {
            foreach (Mount mount in mounts)
            {
                _byId[mount.Id] = mount;
                if (mount.Id != mount.ParentId) _ = _places.Add((mount.ParentId, mount.MountPoint));
            }
        }

        internal bool IsReachable(Mount mount)
        {
            if (IsCovered(mount)) return false;
            for (int level = 0; level < MostNested; level++)
            {
                if (mount.Id == mount.ParentId || !_byId.TryGetValue(mount.ParentId, out Mount? parent)) return true;
                if (IsCovered(parent) && parent.MountPoint != mount.MountPoint) return false;
                if (IsPassed(mount, parent)) return false;
                mount = parent;
            }

            return false;
        }

        // Another mount on its root.
        private bool IsCovered(Mount mount) => _places.Contains((mount.Id, mount.MountPoint));

        // Another mount on a directory of the way from the parent to it.
        private bool IsPassed(Mount mount, Mount parent)
        {
            string path = mount.MountPoint;
            while (path.LastIndexOf('/') is var slash and > 0 && slash > parent.MountPoint.Length)
            {
                path = path[..slash];
                if (_places.Contains((parent.Id, path))) return true;
            }

            return false;
        }
    }
}
