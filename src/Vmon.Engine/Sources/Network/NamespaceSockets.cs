using Vmon.Parsing.Network;

namespace Vmon.Sources.Network;

/// <summary>The sockets of one network namespace in one reading.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Sockets">Those that were accepted.</param>
/// <param name="Time">When the reading began, on the monotonic clock of the host.</param>
/// <param name="Access">How they were read.</param>
/// <param name="Interfaces">Names of the interfaces to which they are bound, by index.</param>
internal sealed record NamespaceSockets(
    NetworkNamespace Namespace,
    List<SocketReading> Sockets,
    long Time,
    NamespaceAccess Access,
    IReadOnlyDictionary<int, string> Interfaces);

/// <summary>How the sockets of a namespace were read.</summary>
internal enum NamespaceAccess
{
    /// <summary>From the kernel, with all details.</summary>
    Full,

    /// <summary>From the tables in /proc, because the namespace may not be entered: without details.</summary>
    Tables,

    /// <summary>Not at all.</summary>
    None,
}
