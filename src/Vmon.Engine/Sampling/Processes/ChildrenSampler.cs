using Vmon.Parsing;
using Vmon.Proc;

namespace Vmon.Sampling;

/// <summary>The children of a process: those that any of its threads has forked, from task/TID/children.</summary>
internal struct ChildrenSampler
{
    private KeptFile _ofMainThread;
    private List<ThreadChildren>? _ofThreads;

    /// <summary>Adds the pids of the children to <paramref name="children"/>, which may name some that have gone meanwhile.</summary>
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

        Match(context);
        ReadStatus ofMain = ReadStatus.Gone;
        foreach (ThreadChildren thread in _ofThreads!)
        {
            status = Read(ref thread.File, ref directory, thread.Tid, context, children);
            if (thread.Tid == pid) ofMain = status;
        }

        return ofMain;
    }

    // The kernel lists threads in the order in which they were made, so that those who stay keep their order.
    private void Match(SamplingContext context)
    {
        _ofThreads ??= [];
        int index = 0;
        foreach (int tid in context.Threads)
        {
            int known = index;
            while (known < _ofThreads.Count && _ofThreads[known].Tid != tid) known++;
            if (known == _ofThreads.Count) _ofThreads.Insert(index, new ThreadChildren(tid));
            else if (known > index) Remove(index, known - index, context.Budget);
            index++;
        }

        Remove(index, _ofThreads.Count - index, context.Budget);
    }

    private readonly void Remove(int index, int count, DescriptorBudget budget)
    {
        for (int i = index; i < index + count; i++) _ofThreads![i].File.Close(budget);
        _ofThreads!.RemoveRange(index, count);
    }

    private void CloseThreads(DescriptorBudget budget)
    {
        if (_ofThreads is null) return;
        Remove(0, _ofThreads.Count, budget);
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

    private sealed class ThreadChildren(int tid)
    {
        internal KeptFile File;

        internal int Tid { get; } = tid;
    }
}
