using Vmon.Parsing.Processes;

namespace Vmon.Sources.Cgroups;

/// <summary>A control group: its place in the hierarchy, and its last two readings.</summary>
/// <param name="path">Its path, as in /proc/PID/cgroup.</param>
/// <param name="parent">The group above. Null for the root.</param>
internal sealed class CgroupNode(string path, CgroupNode? parent)
{
    internal CgroupReading Current;
    internal CgroupReading Previous;

    internal string Path { get; } = path;

    internal CgroupNode? Parent { get; } = parent;

    internal int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The groups below, by name.</summary>
    internal SortedDictionary<string, CgroupNode> Children { get; } = new(StringComparer.Ordinal);

    /// <summary>What its path tells, and the name of its container.</summary>
    internal CgroupNames Names { get; set; } = CgroupNames.Of(path);

    /// <summary>Inode number of its directory in version 2, which is its id. Null if unknown.</summary>
    internal long? Id { get; set; }

    /// <summary>Number of the first sample that has it; 0 until then.</summary>
    internal long FirstIn { get; set; }

    /// <summary>Number of the last sample that read it; 0 until then.</summary>
    internal long ReadIn { get; set; }

    /// <summary>Whether the sample reads it.</summary>
    internal bool IsNeeded { get; set; }

    /// <summary>Whether it was removed since the previous sample.</summary>
    internal bool IsRemoved { get; set; }

    /// <summary>Whether the previous sample read it too.</summary>
    internal bool IsPaired { get; set; }

    /// <summary>The files that a source keeps open. Null if there are none.</summary>
    internal CgroupFiles? Files { get; set; }
}
