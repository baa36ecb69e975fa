using Vmon.Parsing;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon;

/// <summary>Which processes are there: their names and command lines, read once, without a session. For what only has to name them.</summary>
public static class ProcessList
{
    /// <summary>Reads it, in the order of pids. A process that ends meanwhile is left out.</summary>
    /// <param name="procRoot">The /proc to list.</param>
    /// <exception cref="InvalidProcRootException">It is not there, or not readable.</exception>
    public static IReadOnlyList<ProcessEntry> Read(string procRoot)
    {
        using ProcRoot root = ProcRoot.Open(procRoot);
        ReadBuffer buffer = new();
        List<int> ids = [];
        if (root.Open(".\0"u8, isDirectory: true, out int descriptor) == ReadStatus.Ok) _ = NumberedEntries.List(descriptor, buffer, ids);
        ids.Sort();

        List<ProcessEntry> processes = new(ids.Count);
        foreach (int id in ids)
            if (Read(root, id, buffer) is { } process) processes.Add(process);
        return processes;
    }

    private static ProcessEntry? Read(ProcRoot root, int id, ReadBuffer buffer)
    {
        ProcDirectory directory = new(root, id);
        ProcessEntry? process = null;
        if (Read(ref directory, "comm\0"u8, buffer, out ReadOnlySpan<byte> comm))
        {
            comm = comm.TrimEnd((byte)'\n');
            string name = ProcText.Decode(comm);
            bool isLong = LongName.IsPossible(comm);
            string[] arguments = Read(ref directory, "cmdline\0"u8, buffer, out ReadOnlySpan<byte> line) ? CommandLineParser.Parse(line) : [];
            process = new ProcessEntry(id, isLong ? LongName.Of(name, arguments) : name, ShellWords.Join(arguments));
        }

        directory.Dispose();
        return process;
    }

    private static bool Read(ref ProcDirectory directory, ReadOnlySpan<byte> file, ReadBuffer buffer, out ReadOnlySpan<byte> bytes)
    {
        bytes = [];
        if (directory.Open(file, isDirectory: false, out int descriptor) != ReadStatus.Ok) return false;
        if (ProcFile.ReadAndClose(descriptor, buffer, out int length) != ReadStatus.Ok) return false;
        bytes = buffer.First(length);
        return true;
    }
}
