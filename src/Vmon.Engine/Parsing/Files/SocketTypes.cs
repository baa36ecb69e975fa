using System.Net.Sockets;

namespace Vmon.Parsing.Files;

/// <summary>The types of sockets, by the numbers of socket(2), which .NET has too.</summary>
internal static class SocketTypes
{
    /// <summary>Null for a number without a name.</summary>
    internal static SocketType? Of(uint number) =>
        number is >= (uint)SocketType.Stream and <= (uint)SocketType.Seqpacket ? (SocketType)number : null;
}
