using System.Globalization;
using Vmon.Fields;

namespace Vmon;

/// <summary>
/// Namespaces of a process, by inode number as in lsns: processes with the same number share the namespace. Null if this kernel does not
/// have the type. Immutable.
/// </summary>
public sealed class ProcessNamespaces
{
    private readonly long[] _inodes;

    internal ProcessNamespaces(ReadOnlySpan<long> inodes) => _inodes = inodes.ToArray();

    /// <summary>Control group root.</summary>
    [Field("ns")]
    public long? Cgroup => Of(NamespaceKind.Cgroup);

    /// <summary>System V IPC and POSIX message queues.</summary>
    [Field("ns")]
    public long? Ipc => Of(NamespaceKind.Ipc);

    /// <summary>Mounts.</summary>
    [Field("ns")]
    public long? Mount => Of(NamespaceKind.Mount);

    /// <summary>Network devices, addresses, ports, routes, firewall.</summary>
    [Field("ns")]
    public long? Network => Of(NamespaceKind.Network);

    /// <summary>Process ids.</summary>
    [Field("ns")]
    public long? Pid => Of(NamespaceKind.Pid);

    /// <summary>Offsets of the monotonic and the boot clock.</summary>
    [Field("ns")]
    public long? Time => Of(NamespaceKind.Time);

    /// <summary>User and group ids, and capabilities.</summary>
    [Field("ns")]
    public long? User => Of(NamespaceKind.User);

    /// <summary>Host name.</summary>
    [Field("ns")]
    public long? Uts => Of(NamespaceKind.Uts);

    /// <summary>By <see cref="NamespaceKind"/>; 0 for unknown.</summary>
    internal ReadOnlySpan<long> Inodes => _inodes;

    /// <summary>Kinds and numbers.</summary>
    public override string ToString() => string.Join(
        ", ",
        Enum.GetValues<NamespaceKind>().Where(kind => Of(kind) is not null).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind} {Of(kind)}")));

    private long? Of(NamespaceKind kind) => _inodes[(int)kind] is var inode and not 0 ? inode : null;
}

/// <summary>The kinds of namespaces.</summary>
internal enum NamespaceKind
{
    Cgroup,
    Ipc,
    Mount,
    Network,
    Pid,
    Time,
    User,
    Uts,
}
