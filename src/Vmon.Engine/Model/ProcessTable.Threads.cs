using Vmon.Proc;

namespace Vmon.Model;

// The threads of processes whose threads are included. The process itself stands for the main thread, and has the totals.
internal sealed partial class ProcessTable
{
    private readonly Dictionary<int, ProcessNode> _byTid = [];

    private void SampleThreads(ProcessNode process)
    {
        if (process.Stat.Reading.Current.ThreadCount <= 1 && process.FirstThread is null) return;
        if (process.ThreadsNamedIn != Context.SampleNumber && process.ListThreads(Context, Context.Threads) == ReadStatus.Ok)
            foreach (int tid in Context.Threads)
                if (tid != process.Id) _ = NameThread(process, tid);

        for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true } && !Context.IsCancelled;)
        {
            ProcessNode current = thread;
            if (current.Phase != NodePhase.Exited && current.Sample(Context) == ReadStatus.Gone) LoseThread(current);
            thread = current.Next;
            if (current.Phase == NodePhase.Unseen) Drop(current); // named and read again by the next sample
        }
    }

    // Read only if threads are included and the set of children changed, because it costs a read for each thread.
    private void NoteForkingThreads()
    {
        foreach (ProcessNode process in _nodes)
        {
            if (!process.IncludesThreads || process.ChildrenChangedIn != Context.SampleNumber || process.Phase == NodePhase.Exited) continue;
            if (process.ListThreads(Context, Context.Threads) != ReadStatus.Ok) continue;
            foreach (int tid in Context.Threads)
            {
                _pids.Clear();
                if (process.ReadChildrenOf(tid, Context, _pids) != ReadStatus.Ok) continue;
                foreach (int pid in _pids)
                    if (_byPid.TryGetValue(pid, out ProcessNode? child) && child.ParentId == process.Id) child.ParentThreadId = tid;
            }
        }
    }

    private ProcessNode NameThread(ProcessNode process, int tid)
    {
        if (!_byTid.TryGetValue(tid, out ProcessNode? thread) || thread.Process != process) return AddThread(process, tid);
        thread.NamedIn = Context.SampleNumber;
        return thread;
    }

    private ProcessNode AddThread(ProcessNode process, int tid)
    {
        ProcessNode thread = new(tid, process) { NamedIn = Context.SampleNumber };
        _byTid[tid] = thread;
        process.Append(thread, Context.SampleNumber);
        return thread;
    }

    private void LoseThread(ProcessNode thread)
    {
        if (_byTid.TryGetValue(thread.Id, out ProcessNode? known) && known == thread) _ = _byTid.Remove(thread.Id);
        thread.Close(Context.Budget);
        if (thread.Phase == NodePhase.Unseen) return;
        thread.MarkExited(Context);
        thread.Parent!.NoteChange(thread, Context.SampleNumber);
        _exited.Add(thread);

        // Named in this sample and exited already: another thread may reuse the TID.
        if (thread.NamedIn == Context.SampleNumber) _ = AddThread(thread.Process!, thread.Id);
    }

    private void LoseThreads(ProcessNode process)
    {
        ProcessNode? next;
        for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true }; thread = next)
        {
            next = thread.Next;
            if (thread.Phase == NodePhase.Exited) continue;
            thread.NamedIn = 0;
            LoseThread(thread);
            if (thread.Phase == NodePhase.Unseen) Drop(thread); // named by the stream and never read
        }
    }

    private void DropThreads(ProcessNode process)
    {
        while (process.FirstThread is ProcessNode thread)
        {
            _ = _exited.Remove(thread);
            Drop(thread);
        }
    }

    private void Drop(ProcessNode thread)
    {
        if (_byTid.TryGetValue(thread.Id, out ProcessNode? known) && known == thread) _ = _byTid.Remove(thread.Id);
        thread.Close(Context.Budget);
        thread.Detach(Context.SampleNumber);
    }
}
