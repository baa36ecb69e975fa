using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Network;

/// <summary>
/// Finds network namespaces: of processes, and those with a name of ip netns. One that only a thread, a mount or a descriptor keeps is not found.
/// </summary>
internal static class NetworkNamespaces
{
    private const long NamespaceMagic = 0x6e736673;

    /// <summary>Directory of the names of ip netns.</summary>
    internal const string NameDirectory = "/run/netns";

    /// <summary>Inode number of that of the thread. Null if unknown.</summary>
    internal static ulong? Own => OwnInode("/proc/thread-self/ns/net\0"u8);

    /// <summary>Finds the network namespaces of processes, the own one first.</summary>
    /// <param name="root">The /proc.</param>
    /// <param name="processes">PIDs of the processes.</param>
    /// <param name="buffer">What links are read into.</param>
    internal static List<NetworkNamespace> Find(ProcRoot root, IEnumerable<int> processes, ReadBuffer buffer)
    {
        if (!root.IsLive) return Captured(root, processes, buffer);
        Dictionary<ulong, NetworkNamespace> found = [];
        Dictionary<ulong, int> hidden = [];
        if (Own is ulong own) found.Add(own, new NetworkNamespace { Inode = own, IsOwn = true });
        foreach (int process in processes) Add(root, process, found, hidden);
        AddNamed(found);

        // Of one that may not be seen, the kernel still shows its tables, whose inode numbers tell whether it is another one.
        foreach (NetworkNamespace known in hidden.Count == 0 ? [] : found.Values.ToArray())
            if (known.Process != 0 && TableInode(root, known.Process) is ulong table) _ = hidden.Remove(table);
        if (OwnInode("/proc/thread-self/net/tcp\0"u8) is ulong ownTable) _ = hidden.Remove(ownTable);
        return [.. found.Values.OrderByDescending(static one => one.IsOwn), .. hidden.Values.Select(static process => new NetworkNamespace { Process = process })];
    }

    private static void Add(ProcRoot root, int process, Dictionary<ulong, NetworkNamespace> found, Dictionary<ulong, int> hidden)
    {
        ProcDirectory directory = new(root, process);
        ReadStatus status = directory.OfTarget("ns/net\0"u8, out StatX link);
        directory.Dispose();
        if (status == ReadStatus.Denied && TableInode(root, process) is ulong table) _ = hidden.TryAdd(table, process);
        if (status != ReadStatus.Ok) return;
        if (!found.TryGetValue(link.Inode, out NetworkNamespace? known)) found.Add(link.Inode, new NetworkNamespace { Inode = link.Inode, Process = process });
        else if (known.Process == 0) found[link.Inode] = known with { Process = process };
    }

    private static void AddNamed(Dictionary<ulong, NetworkNamespace> found)
    {
        foreach (string name in Names())
        {
            if (ProcRoot.OpenAt(Libc.CurrentDirectory, ProcText.Encode($"{NameDirectory}/{name}\0"), isDirectory: false, out int file) != ReadStatus.Ok) continue;
            if (IsNamespace(file) && DescriptorLink.OfOpen(file, out StatX stat) == ReadStatus.Ok)
                found[stat.Inode] = (found.GetValueOrDefault(stat.Inode) ?? new NetworkNamespace { Inode = stat.Inode }) with { Name = name };
            _ = Libc.Close(file);
        }
    }

    private static string[] Names()
    {
        try
        {
            return [.. new DirectoryInfo(NameDirectory).EnumerateFiles().Select(static file => file.Name).Order(StringComparer.Ordinal)];
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    // A name whose namespace was not mounted is an empty file of another file system.
    private static unsafe bool IsNamespace(int file)
    {
        StatFs system;
        return Libc.FStatFs(file, &system) == 0 && system.Type == NamespaceMagic;
    }

    private static List<NetworkNamespace> Captured(ProcRoot root, IEnumerable<int> processes, ReadBuffer buffer)
    {
        Dictionary<long, NetworkNamespace> found = [];
        foreach (int process in processes)
        {
            ProcDirectory directory = new(root, process);
            _ = directory.ReadLink("ns/net\0"u8, buffer, out int length);
            bool isLinked = NamespaceLink.TryParse(buffer.First(length), out long inode);
            if (!found.ContainsKey(inode) && directory.Open("net\0"u8, isDirectory: true, out int tables) == ReadStatus.Ok)
            {
                _ = Libc.Close(tables);
                found.Add(inode, new NetworkNamespace { Inode = isLinked ? (ulong)inode : null, Process = process });
            }

            directory.Dispose();
        }

        return [.. found.Values];
    }

    private static ulong? OwnInode(ReadOnlySpan<byte> path) => DescriptorLink.OfTarget(Libc.CurrentDirectory, path, out StatX stat) == ReadStatus.Ok ? stat.Inode : null;

    private static ulong? TableInode(ProcRoot root, int process)
    {
        ProcDirectory directory = new(root, process);
        ReadStatus status = directory.OfTarget("net/tcp\0"u8, out StatX stat);
        directory.Dispose();
        return status == ReadStatus.Ok ? stat.Inode : null;
    }
}
