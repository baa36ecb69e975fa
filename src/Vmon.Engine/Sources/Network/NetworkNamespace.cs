namespace Vmon.Sources.Network;

/// <summary>A network namespace, and how to get to its sockets.</summary>
internal sealed record NetworkNamespace
{
    /// <summary>Inode number, by which the kernel names it. Null if it may not be seen, and for a captured tree without links.</summary>
    internal ulong? Inode { get; init; }

    /// <summary>Name that ip netns gave it. Null for others.</summary>
    internal string? Name { get; init; }

    /// <summary>Whether it is that of this process.</summary>
    internal bool IsOwn { get; init; }

    /// <summary>PID of a process in it. 0 if none is known.</summary>
    internal int Process { get; init; }

    /// <summary>net:[4026531840], as links to it read.</summary>
    internal string? Link => Inode is ulong inode ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"net:[{inode}]") : null;
}
