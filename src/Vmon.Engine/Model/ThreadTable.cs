using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>The threads of processes whose threads are included. The main thread is the process itself, whose figures are the totals of all.</summary>
/// <param name="source">The source of the table.</param>
/// <param name="exited">Gets the threads that the sample under way found to have exited.</param>
internal sealed class ThreadTable(IProcessSource source, List<ProcessNode> exited)
{
    private readonly Dictionary<int, ProcessNode> _byTid = [];
    private readonly List<int> _tids = [];

    /// <summary>Lists and reads the threads of a process that has been read.</summary>
    internal void Sample(ProcessNode process)
    {
        if (process.Records.Stat.Reading.Current.ThreadCount <= 1 && process.FirstThread is null) return;
        if (process.ThreadsNamedIn != source.State.Number && source.ListThreads(process.Records, _tids) == ReadStatus.Ok)
            foreach (int tid in _tids)
                if (tid != process.Id) _ = Name(process, tid);

        for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true } && !source.State.IsCancelled;)
        {
            ProcessNode current = thread;
            bool isUnseen = current.Phase == NodePhase.Unseen;
            if (current.Phase != NodePhase.Exited && current.Sample(source) == ReadStatus.Gone) Lose(current);
            if (isUnseen && current.Phase != NodePhase.Unseen) process.NoteChange(current, source.State.Number);
            thread = current.Next;
            if (current.Phase == NodePhase.Unseen) Drop(current); // it is named again, and read, by the next sample
        }
    }

    /// <summary>A thread that exists in the sample under way. It is added if it is new.</summary>
    internal ProcessNode Name(ProcessNode process, int tid)
    {
        if (!_byTid.TryGetValue(tid, out ProcessNode? thread) || thread.Process != process) return Add(process, tid);
        thread.NamedIn = source.State.Number;
        return thread;
    }

    /// <summary>The process exited, and its threads with it.</summary>
    internal void LoseAll(ProcessNode process)
    {
        ProcessNode? next;
        for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true }; thread = next)
        {
            next = thread.Next;
            if (thread.Phase == NodePhase.Exited) continue;
            thread.NamedIn = 0;
            Lose(thread);
            if (thread.Phase == NodePhase.Unseen) Drop(thread); // a pass named it, and it was never read
        }
    }

    /// <summary>Drops all threads of a process whose threads are no longer included.</summary>
    internal void DropAll(ProcessNode process)
    {
        while (process.FirstThread is ProcessNode thread)
        {
            _ = exited.Remove(thread);
            Drop(thread);
        }
    }

    private ProcessNode Add(ProcessNode process, int tid)
    {
        ProcessNode thread = new(tid, process) { NamedIn = source.State.Number };
        _byTid[tid] = thread;
        process.Append(thread, source.State.Number);
        return thread;
    }

    private void Lose(ProcessNode thread)
    {
        Forget(thread);
        if (thread.Phase == NodePhase.Unseen) return;
        thread.MarkExited(source.State);
        thread.Parent!.NoteChange(thread, source.State.Number);
        exited.Add(thread);

        // Named in this sample and yet gone: another thread may have the TID by now.
        if (thread.NamedIn == source.State.Number) _ = Add(thread.Process!, thread.Id);
    }

    private void Drop(ProcessNode thread)
    {
        Forget(thread);
        thread.Detach(source.State.Number);
    }

    private void Forget(ProcessNode thread)
    {
        if (_byTid.TryGetValue(thread.Id, out ProcessNode? known) && known == thread) _ = _byTid.Remove(thread.Id);
        source.Release(thread.Records);
    }
}
