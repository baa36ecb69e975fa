using Vmon.Bench;

namespace Vmon.Accounting.Network;

/// <summary>A network namespace with a pair of interfaces to that of this process.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    internal const string Address = "10.213.7.2";

    private const string Interface = "vmonbench";

    internal static string Name { get; } = $"vmon-{Environment.ProcessId}";

    /// <exception cref="PeerException">It could not be created.</exception>
    internal NetworkNamespace()
    {
        string inside = $"{Interface}1";
        bool isCreated = Ip("netns", "add", Name)
            && Ip("link", "add", Interface, "type", "veth", "peer", "name", inside, "netns", Name)
            && Ip("addr", "add", "10.213.7.1/24", "dev", Interface) && Ip("link", "set", Interface, "up")
            && Ip("-n", Name, "addr", "add", $"{Address}/24", "dev", inside) && Ip("-n", Name, "link", "set", inside, "up");
        if (isCreated) return;
        Dispose();
        throw new PeerException("Cannot create a network namespace: it requires root, and ip (Debian: iproute2).");
    }

    public void Dispose() => _ = Ip("netns", "del", Name);

    private static bool Ip(params string[] arguments) => Executable.Run("ip", arguments);
}
