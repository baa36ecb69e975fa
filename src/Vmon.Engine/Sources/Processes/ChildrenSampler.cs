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
        ReadStatus status = directory.Open("task\0"u8, isDirectory: true, out int task);
        if (status == ReadStatus.Ok) status = NumberedEntries.List(task, context.Buffer, context.Threads);
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
