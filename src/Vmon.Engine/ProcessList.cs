using Vmon.ProcFs;

namespace Vmon;

/// <summary>Lists the names and command lines of processes without a session, for example for completion.</summary>
public static class ProcessList
{
    /// <summary>Reads the list, ordered by PID. A process that exits meanwhile is omitted.</summary>
    /// <param name="procRoot">The /proc to list.</param>
    /// <exception cref="InvalidProcRootException">It is not there, or not readable.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    public static IReadOnlyList<ProcessEntry> Read(string procRoot)
    {
        using ProcRoot root = ProcRoot.Open(procRoot);
        using GuardedReader guard = new();
        ReadBuffer buffer = new();
        List<int> ids = [];
        if (root.Open(".\0"u8, isDirectory: true, out int descriptor) == ReadStatus.Ok) _ = NumberedEntries.List(descriptor, buffer, ids);
        ids.Sort();

        List<ListedProcess> processes = new(ids.Count);
        foreach (int id in ids)
            if (ListedProcess.Read(root, id, buffer, guard) is { } process) processes.Add(process);
        guard.ReadAll();
        return [.. processes.Select(process => process.Entry)];
    }
}
