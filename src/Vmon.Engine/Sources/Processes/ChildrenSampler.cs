using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>The children of all threads of a process, from task/TID/children.</summary>
internal struct ChildrenSampler
{
    private KeptFile _ofMainThread;
    private ThreadFiles? _ofThreads;

    /// <summary>Adds the PIDs of the children to children, some of which may have exited.</summary>
    internal ReadStatus Sample(ref ProcDirectory directory, in ProcStat stat, SamplingContext context, List<int> children)
    {
        if (stat.ThreadCount > 1) return OfAllThreads(ref directory, stat.Id, context, children);
        CloseThreads(context.Budget);
        return Read(ref _ofMainThread, ref directory, stat.Id, context, children);
    }

    internal void Close(DescriptorBudget budget)
    {
        _ofMainThread.Close(budget);
        CloseThreads(budget);
    }

    private ReadStatus OfAllThreads(ref ProcDirectory directory, int pid, SamplingContext context, List<int> children)
    {
        ReadStatus status = directory.ListNumbers("task\0"u8, context.Buffer, context.Threads);
        if (status != ReadStatus.Ok) return status;

        _ofThreads ??= new ThreadFiles();
        _ofThreads.Match(context.Threads, context.Budget);
        ReadStatus ofMain = ReadStatus.Gone;
        foreach (ThreadFile thread in _ofThreads.All)
        {
            status = Read(ref thread.File, ref directory, thread.Tid, context, children);
            if (thread.Tid == pid) ofMain = status;
        }

        return ofMain;
    }

    private void CloseThreads(DescriptorBudget budget)
    {
        _ofThreads?.Close(budget);
        _ofThreads = null;
    }

    private static ReadStatus Read(ref KeptFile file, ref ProcDirectory directory, int tid, SamplingContext context, List<int> children)
    {
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfChildren(tid, path);
        ReadStatus status = file.Read(ref directory, path, context.Budget, context.Buffer, out int length);
        if (status == ReadStatus.Ok) _ = ChildList.TryParse(context.Buffer.First(length), children);
        return status;
    }
}

/// <summary>One and the same file of each thread of a process.</summary>
internal sealed class ThreadFiles
{
    private readonly List<ThreadFile> _files = [];

    /// <summary>In the order of the listing.</summary>
    internal ReadOnlySpan<ThreadFile> All => CollectionsMarshal.AsSpan(_files);

    /// <summary>Opens one for each listed thread, and closes the others.</summary>
    internal void Match(List<int> threads, DescriptorBudget budget)
    {
        // The kernel lists threads in the order of creation: remaining threads keep their order, and new ones follow. In
        // another order, as in a captured tree, some are opened again.
        int kept = 0;
        int known = 0;
        for (; kept < threads.Count; kept++)
        {
            int next = known;
            while (next < _files.Count && _files[next].Tid != threads[kept]) next++;
            if (next == _files.Count) break;
            for (; known < next; known++) _files[known].File.Close(budget);
            _files[kept] = _files[known++];
        }

        for (; known < _files.Count; known++) _files[known].File.Close(budget);
        _files.RemoveRange(kept, _files.Count - kept);
        for (; kept < threads.Count; kept++) _files.Add(new ThreadFile(threads[kept]));
    }

    internal void Close(DescriptorBudget budget)
    {
        foreach (ThreadFile thread in _files) thread.File.Close(budget);
        _files.Clear();
    }
}

/// <summary>A file of one thread that stays open between samples.</summary>
internal sealed class ThreadFile(int tid)
{
    internal KeptFile File;

    internal int Tid { get; } = tid;
}
