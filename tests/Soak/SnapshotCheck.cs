namespace Vmon.Soak;

/// <summary>Checks that a sample is one consistent snapshot.</summary>
internal static class SnapshotCheck
{
    /// <summary>Describes the first inconsistency. Null if there is none.</summary>
    /// <param name="processes">The processes of the sample, in order.</param>
    /// <param name="sample">The number of the sample.</param>
    /// <param name="isEverything">Whether the sample contains all processes, so that the parent of each is above it.</param>
    internal static string? Fault(IReadOnlyList<ProcessSample> processes, long sample, bool isEverything)
    {
        HashSet<(ProcessIdentity, int?)> seen = [];
        HashSet<(int, int?)> running = [];
        List<ProcessSample> above = [];
        foreach (ProcessSample process in processes)
        {
            if (process.Sample != sample) return $"{process} is from sample {process.Sample}, not {sample}";
            if (!seen.Add((process.Identity, process.ThreadId))) return $"{process} appears twice";
            if (!process.HasExited && !running.Add((process.Id, process.ThreadId))) return $"two running processes have the PID of {process}";
            if (process.Depth > above.Count) return $"{process} has depth {process.Depth} below a process of depth {above.Count - 1}";
            if (process.IsFirstSample && process.Sample != sample) return $"{process} has IsFirstSample in another sample";
            if (process.Interval < TimeSpan.Zero || process.CpuPercent < 0 || process.IoReadRate < 0) return $"{process} has a negative rate";
            above.RemoveRange(process.Depth, above.Count - process.Depth);
            if (isEverything && Misplaced(process, above.LastOrDefault())) return $"{process} is shown below {above.LastOrDefault()}";
            above.Add(process);
        }

        return null;
    }

    // An orphan stays below its parent while the parent is shown as exited.
    private static bool Misplaced(ProcessSample process, ProcessSample? parent) =>
        process.IsThread ? parent?.Id != process.Id : parent is { HasExited: false } && parent.Id != process.ParentId;
}
