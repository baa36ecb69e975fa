namespace Vmon.Parsing.Processes;

/// <summary>The control groups of a process: the text of its file, and what it tells. Immutable; all processes in the same groups share it.</summary>
/// <param name="bytes">The text, which is not changed.</param>
/// <param name="containerName">Name of the container, from the files of its runtime. Null if unknown.</param>
internal sealed class ProcessCgroups(byte[] bytes, string? containerName = null)
{
    /// <summary>The text of the file.</summary>
    internal byte[] Bytes { get; } = bytes;

    /// <summary>Name of the container that only the files of its runtime tell.</summary>
    internal string? ContainerName { get; } = containerName;

    /// <summary>The group in each hierarchy.</summary>
    internal IReadOnlyList<ProcessCgroup> Groups => field ??= new ValueList<ProcessCgroup>(CgroupList.Parse(Bytes));

    /// <summary>The group in the main hierarchy. Null without control groups.</summary>
    internal ProcessCgroup? Main => field ??= CgroupList.Main(Groups);

    /// <summary>Unit, container and pod.</summary>
    internal CgroupNames Names => field ??= CgroupNames.Of(Groups).Named(ContainerName);
}
