using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Model;

/// <summary>The threads of processes whose threads are included. The main thread is the process itself, whose figures are the totals of all.</summary>
/// <param name="context">The context of the table.</param>
/// <param name="exited">Gets the threads that the sample under way found to have exited.</param>
internal sealed class ThreadTable(SamplingContext context, List<ProcessNode> exited)
{
    private readonly Dictionary<int, ProcessNode> _byTid = [];

    /// <summary>Lists and reads the threads of a process that has been read.</summary>
    internal void Sample(ProcessNode process)
    {
        if (process.Stat.Reading.Current.ThreadCount <= 1 && process.FirstThread is null) return;
        if (process.ThreadsNamedIn != context.SampleNumber && process.ListThreads(context, context.Threads) == ReadStatus.Ok)
            foreach (int tid in context.Threads)
                if (tid != process.Id) _ = Name(process, tid);

        for (ProcessNode? thread = process.FirstThread; thread is { IsThread: true } && !context.IsCancelled;)
        {
            ProcessNode current = thread;
            if (current.Phase != NodePhase.Exited && current.Sample(context) == ReadStatus.Gone) Lose(current);
            thread = current.Next;
            if (current.Phase == NodePhase.Unseen) Drop(current); // it is named again, and read, by the next sample
        }
    }

    /// <summary>A thread that exists in the sample under way; a new one where it was not known.</summary>
    internal ProcessNode Name(ProcessNode process, int tid)
    {
        if (!_byTid.TryGetValue(tid, out ProcessNode? thread) || thread.Process != process) return Add(process, tid);
        thread.NamedIn = context.SampleNumber;
        return thread;
    }

    private ProcessNode Add(ProcessNode process, int tid)
    {
        ProcessNode thread = new(tid, process) { NamedIn = context.SampleNumber };
        _byTid[tid] = thread;
        process.Append(thread, context.SampleNumber);
        return thread;
    }

    private void Lose(ProcessNode thread)
    {
        if (_byTid.TryGetValue(thread.Id, out ProcessNode? known) && known == thread) _ = _byTid.Remove(thread.Id);
        thread.Close(context.Budget);
        if (thread.Phase == NodePhase.Unseen) return;
        thread.MarkExited(context);
        thread.Parent!.NoteChange(thread, context.SampleNumber);
        exited.Add(thread);

        // Named in this sample and yet gone: another thread may have the tid by now.
        if (thread.NamedIn == context.SampleNumber) _ = Add(thread.Process!, thread.Id);
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
            if (thread.Phase == NodePhase.Unseen) Drop(thread); // the stream named it, and it was never read
        }
    }

    /// <summary>Its threads are no longer included.</summary>
    internal void DropAll(ProcessNode process)
    {
        while (process.FirstThread is ProcessNode thread)
        {
            _ = exited.Remove(thread);
            Drop(thread);
        }
    }

    private void Drop(ProcessNode thread)
    {
        if (_byTid.TryGetValue(thread.Id, out ProcessNode? known) && known == thread) _ = _byTid.Remove(thread.Id);
        thread.Close(context.Budget);
        thread.Detach(context.SampleNumber);
    }
}
