using Vmon.Native;
using Vmon.Parsing.Network;
using Vmon.ProcFs;

namespace Vmon.Sources.Network;

/// <summary>
/// Reads the sockets of network namespaces. Other namespaces than the own one are entered by a thread that ends afterwards, so that no other thread is ever in the wrong one.
/// </summary>
/// <param name="context">What all work with.</param>
/// <param name="query">Which sockets are read.</param>
/// <param name="accepts">Which of them are kept.</param>
internal sealed class NamespaceReader(SamplingContext context, SocketQuery query, Predicate<SocketReading> accepts)
{
    private const int StackSize = 256 * 1024;
    private const int InterfaceNameLength = 16;

    private int _kept;
    private int _leftOut;

    /// <summary>Reads the sockets of the network namespaces of processes, and of those that have a name.</summary>
    internal List<NamespaceSockets> Read(IEnumerable<int> processes, CancellationToken cancellation) =>
        Read(NetworkNamespaces.Find(context.Root, processes, context.Buffer), cancellation);

    /// <summary>Reads the sockets of network namespaces, the own one first.</summary>
    internal List<NamespaceSockets> Read(List<NetworkNamespace> namespaces, CancellationToken cancellation)
    {
        List<NamespaceSockets> readings = [];
        NetworkNamespace[] others = [.. namespaces.Where(static one => !one.IsOwn)];
        if (namespaces.Find(static one => one.IsOwn) is { } own && context.Root.IsLive) readings.Add(ReadEntered(own));
        Dictionary<NetworkNamespace, NamespaceSockets> entered = others.Length > 0 && context.Root.IsLive ? ReadOnThread(others, cancellation) : [];
        foreach (NetworkNamespace other in others) readings.Add(entered.GetValueOrDefault(other) ?? ReadTables(other));
        return readings;
    }

    private Dictionary<NetworkNamespace, NamespaceSockets> ReadOnThread(NetworkNamespace[] others, CancellationToken cancellation)
    {
        Dictionary<NetworkNamespace, NamespaceSockets> readings = [];
        Thread thread = new(() => ReadEach(others, readings, cancellation), StackSize) { Name = "vmon-network", IsBackground = true };
        try
        {
            thread.Start();
        }
        catch (OutOfMemoryException)
        {
            return readings; // no thread can be created
        }

        thread.Join();
        return readings;
    }

    private void ReadEach(NetworkNamespace[] others, Dictionary<NetworkNamespace, NamespaceSockets> readings, CancellationToken cancellation)
    {
        foreach (NetworkNamespace other in others)
            if (!cancellation.IsCancellationRequested && TryEnter(other)) readings.Add(other, ReadEntered(other));
    }

    // The process may have exited, and its PID be that of another one now.
    private bool TryEnter(NetworkNamespace other)
    {
        int descriptor = -1;
        if (other.Process != 0)
        {
            ProcDirectory directory = new(context.Root, other.Process);
            _ = directory.Open("ns/net\0"u8, isDirectory: false, out descriptor);
            directory.Dispose();
        }
        else if (other.Name is string name)
        {
            _ = ProcRoot.OpenAt(Libc.CurrentDirectory, ProcText.Encode($"{NetworkNamespaces.NameDirectory}/{name}\0"), isDirectory: false, out descriptor);
        }

        if (descriptor < 0) return false;
        bool isSame = other.Inode is null || (DescriptorLink.OfOpen(descriptor, out StatX file) == ReadStatus.Ok && file.Inode == other.Inode);
        bool isEntered = isSame && Libc.SetNamespace(descriptor, Libc.NetworkNamespace) == 0;
        _ = Libc.Close(descriptor);
        return isEntered;
    }

    // The thread is in the namespace.
    private NamespaceSockets ReadEntered(NetworkNamespace one)
    {
        long time = context.Host.Clock.Time.GetTimestamp();
        _leftOut = 0;
        List<SocketReading> sockets = [];
        SocketProtocols unlisted = new SocketReader(query, Keeps).Read(sockets);
        NamespaceReach reach = new(query.Protocols, IsEntered: true, unlisted, AddTables(one, unlisted, sockets));
        return new NamespaceSockets(one, sockets, time, reach, InterfacesOf(sockets)) { LeftOut = _leftOut };
    }

    private NamespaceSockets ReadTables(NetworkNamespace one)
    {
        long time = context.Host.Clock.Time.GetTimestamp();
        _leftOut = 0;
        List<SocketReading> sockets = [];
        NamespaceReach reach = new(query.Protocols, IsEntered: false, query.Protocols, AddTables(one, query.Protocols, sockets));
        return new NamespaceSockets(one, sockets, time, reach, InterfacesOf([])) { LeftOut = _leftOut };
    }

    private bool Keeps(SocketReading socket)
    {
        if (!accepts(socket)) return false;
        if (_kept < query.Most)
        {
            _kept++;
            return true;
        }

        _leftOut++;
        return false;
    }

    private SocketProtocols AddTables(NetworkNamespace one, SocketProtocols protocols, List<SocketReading> sockets)
    {
        if (one.Process == 0 || protocols == SocketProtocols.None) return protocols;
        List<SocketReading> lines = [];
        ProcDirectory directory = new(context.Root, one.Process);
        SocketProtocols missing = SocketTexts.Read(ref directory, protocols, context.Host.Machine.IsBigEndian, new ReadBuffer(), lines);
        directory.Dispose();
        sockets.AddRange(lines.FindAll(Keeps));
        return missing;
    }

    private static unsafe Dictionary<int, string> InterfacesOf(List<SocketReading> sockets)
    {
        Dictionary<int, string> names = [];
        Span<byte> name = stackalloc byte[InterfaceNameLength];
        foreach (SocketReading socket in sockets)
        {
            if (socket.Interface is not int index || names.ContainsKey(index)) continue;
            fixed (byte* bytes = name)
                if (Libc.InterfaceName((uint)index, bytes) != 0) names.Add(index, ProcText.Decode(name[..Math.Max(0, name.IndexOf((byte)0))]));
        }

        return names;
    }
}
