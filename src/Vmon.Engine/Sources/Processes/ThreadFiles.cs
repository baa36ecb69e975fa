using System.Runtime.InteropServices;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>One and the same file of each thread of a process.</summary>
internal sealed class ThreadFiles
{
    private readonly List<ThreadFile> _files = [];

    /// <summary>In the order of the listing.</summary>
    internal ReadOnlySpan<ThreadFile> All => CollectionsMarshal.AsSpan(_files);

    // The kernel lists threads in the order of creation: remaining threads keep their order, and new ones follow. In
    // another order, as in a captured tree, some would be opened again.
    /// <summary>Opens one for each listed thread, and closes the others.</summary>
    internal void Match(List<int> threads, DescriptorBudget budget)
    {
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
