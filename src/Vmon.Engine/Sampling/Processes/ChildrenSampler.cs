using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>The children of a process: those that any of its threads has forked, from task/TID/children.</summary>
internal struct ChildrenSampler
{
    private KeptFile _ofMainThread;

    /// <summary>Adds the pids of the children to <paramref name="children"/>, which may name some that have gone meanwhile.</summary>
    internal ReadStatus Sample(ref ProcDirectory directory, in ProcStat stat, SamplingContext context, List<int> children)
    {
        if (stat.ThreadCount > 1) return OfAllThreads(ref directory, stat.Id, context, children);

        Span<byte> path = stackalloc byte[ProcPath.Longest];
        ProcPath.OfChildren(stat.Id, path);
        ReadStatus status = _ofMainThread.Read(ref directory, path, context.Budget, context.Buffer, out int length);
        if (status == ReadStatus.Ok) _ = NumberList.TryParse(context.Buffer.First(length), children);
        return status;
    }

    internal void Close(DescriptorBudget budget) => _ofMainThread.Close(budget);

    private static ReadStatus OfAllThreads(ref ProcDirectory directory, int pid, SamplingContext context, List<int> children)
    {
        ReadStatus status = directory.Open("task\0"u8, isDirectory: true, out int task);
        if (status == ReadStatus.Ok) status = NumberedEntries.List(task, context.Buffer, context.Threads);
        if (status != ReadStatus.Ok) return status;

        ReadStatus ofMain = ReadStatus.Gone;
        Span<byte> path = stackalloc byte[ProcPath.Longest];
        foreach (int tid in context.Threads)
        {
            ProcPath.OfChildren(tid, path);
            status = directory.Open(path, isDirectory: false, out int descriptor);
            int length = 0;
            if (status == ReadStatus.Ok) status = ProcFile.ReadAndClose(descriptor, context.Buffer, out length);
            if (status == ReadStatus.Ok) _ = NumberList.TryParse(context.Buffer.First(length), children);
            if (tid == pid) ofMain = status;
        }

        return ofMain;
    }
}
