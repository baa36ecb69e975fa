using Vmon.Model;

namespace Vmon;

/// <summary>Objects of an earlier sample that stand for processes which have rested since. Nearly all processes have the same place in both samples, so that they are found by going through both.</summary>
internal sealed class RestingObjects(IReadOnlyList<ProcessSample> earlier)
{
    // A process that moved further is not found, and gets an object of its own.
    private const int Near = 16;

    private int _next;

    /// <summary>The object of a process that rests. Null if it does not. Called in the order of the sample.</summary>
    internal ProcessSample? Find(ProcessNode node, long sample)
    {
        if (Same(node) is not { } same || !IsIdle(same) || same.Depth != node.Depth) return null;

        // A process that was read can have used CPU without another change.
        bool rests = node.Phase == NodePhase.Live && node.Records.RestedIn == sample && !node.IsThread && node.Membership.ShownSince != sample;
        return rests && NodeChanges.In(node, sample) == ProcessChanges.None ? same : null;
    }

    private ProcessSample? Same(ProcessNode node)
    {
        int? thread = node.IsThread ? node.Id : null;
        ProcessIdentity identity = (node.Process ?? node).Identity;
        for (int at = _next; at < earlier.Count && at - _next < Near; at++)
        {
            if (earlier[at].Identity != identity || earlier[at].ThreadId != thread) continue;
            _next = at + 1;
            return earlier[at];
        }

        return null;
    }

    private static bool IsIdle(ProcessSample process) =>
        process is { Changed: ProcessChanges.None, IsFirstSample: false, HasExited: false } && process.CpuTime == TimeSpan.Zero;
}
