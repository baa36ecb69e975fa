using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon;

/// <summary>Lists the names and command lines of processes without a session, for example for completion.</summary>
public static class ProcessList
{
    /// <summary>Reads the list, ordered by PID. A process that exits meanwhile is omitted.</summary>
    /// <param name="procRoot">The /proc to list.</param>
    /// <exception cref="InvalidProcRootException">The directory does not exist, or is not readable.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public static IReadOnlyList<ProcessEntry> Read(string procRoot)
    {
        using ProcRoot root = ProcRoot.Open(procRoot);
        using GuardedReader guard = new();
        ReadBuffer buffer = new();
        List<int> ids = ListIds(root, buffer);
        List<ListedProcess> processes = new(ids.Count);
        foreach (int id in ids)
            if (ListedProcess.Read(root, id, buffer, guard) is { } process) processes.Add(process);
        guard.ReadAll();
        return [.. processes.Select(process => process.Entry)];
    }

    /// <summary>Reads the units and containers that have processes, each combination once.</summary>
    /// <param name="procRoot">The /proc to list.</param>
    /// <exception cref="InvalidProcRootException">The directory does not exist, or is not readable.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public static IReadOnlyList<ProcessGroups> ReadGroups(string procRoot)
    {
        using ProcRoot root = ProcRoot.Open(procRoot);
        ReadBuffer buffer = new();
        SharedCgroups shared = new(PidNamespace.IsOwn(root) ? new ContainerNames(TimeProvider.System) : null);
        HashSet<ProcessGroups> found = [];
        foreach (int id in ListIds(root, buffer))
        {
            ProcDirectory directory = new(root, id);
            if (directory.Read("cgroup\0"u8, buffer, out int length) == ReadStatus.Ok && shared.Of(buffer.First(length)).Names is var names)
                _ = found.Add(new ProcessGroups(names.Unit, names.UserUnit, names.ContainerId, names.ContainerName));
            directory.Dispose();
        }

        return [.. found];
    }

    private static List<int> ListIds(ProcRoot root, ReadBuffer buffer)
    {
        List<int> ids = [];
        if (root.Open(".\0"u8, isDirectory: true, out int descriptor) == ReadStatus.Ok) _ = NumberedEntries.List(descriptor, buffer, ids);
        ids.Sort();
        return ids;
    }
}

/// <summary>The unit and the container of processes, as in <see cref="ProcessSample"/>. Null where a process has none.</summary>
/// <param name="Unit">Unit of systemd.</param>
/// <param name="UserUnit">Unit of the manager of a user.</param>
/// <param name="ContainerId">Identifier of the container.</param>
/// <param name="ContainerName">Name of the container.</param>
public sealed record ProcessGroups(string? Unit, string? UserUnit, string? ContainerId, string? ContainerName);

/// <summary>A process in a ProcessList.</summary>
/// <param name="Id">Process identifier (PID).</param>
/// <param name="ProcessName">Name of the process, as in ProcessSample.</param>
/// <param name="CommandLine">Command line, as in ProcessSample, truncated after 4 kB. Empty for a kernel thread, and if not readable.</param>
public sealed record ProcessEntry(int Id, string ProcessName, string CommandLine);

/// <summary>A process of a <see cref="ProcessList"/> while it is read.</summary>
internal sealed class ListedProcess : IGuardedCaller
{
    private readonly int _id;
    private readonly byte[] _comm;
    private byte[] _commandLine = [];

    private ListedProcess(int id, byte[] comm)
    {
        _id = id;
        _comm = comm;
    }

    internal ProcessEntry Entry => new(
        _id,
        LongName.IsPossible(_comm) ? LongName.Of(_comm, _commandLine) : ProcText.Decode(_comm),
        ShellWords.Join(CommandLineParser.Parse(_commandLine)));

    /// <summary>Reads its name, and queues its command line. Null if it exited.</summary>
    internal static ListedProcess? Read(ProcRoot root, int id, ReadBuffer buffer, GuardedReader guard)
    {
        ProcDirectory directory = new(root, id);
        ListedProcess? process = null;
        if (directory.Read("comm\0"u8, buffer, out int length) == ReadStatus.Ok)
        {
            process = new ListedProcess(id, buffer.First(length).TrimEnd((byte)'\n').ToArray());
            if (directory.Open("cmdline\0"u8, isDirectory: false, out int descriptor) == ReadStatus.Ok)
                guard.Add(process, descriptor, GuardedReader.Short);
        }

        directory.Dispose();
        return process;
    }

    int IGuardedCaller.Accept(ReadStatus status, ReadOnlySpan<byte> content)
    {
        _commandLine = content.ToArray();
        return content.Length;
    }
}
