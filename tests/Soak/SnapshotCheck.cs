namespace Vmon.Soak;

/// <summary>What holds of every sample that is whole: anything else is a snapshot torn between two.</summary>
internal static class SnapshotCheck
{
    /// <summary>What is wrong with it; null for nothing.</summary>
    /// <param name="processes">All of one sample, in its order.</param>
    /// <param name="sample">Its number.</param>
    /// <param name="isEverything">Whether nobody is left out, so that each has its parent above it.</param>
    internal static string? Fault(IReadOnlyList<ProcessSample> processes, long sample, bool isEverything)
    {
        HashSet<(ProcessIdentity, int?)> seen = [];
        HashSet<(int, int?)> living = [];
        List<ProcessSample> above = [];
        foreach (ProcessSample process in processes)
        {
            if (process.Sample != sample) return $"{process} is of sample {process.Sample}, not {sample}";
            if (!seen.Add((process.Identity, process.ThreadId))) return $"{process} is in it twice";
            if (!process.HasExited && !living.Add((process.Id, process.ThreadId))) return $"two that live have the id of {process}";
            if (process.Depth > above.Count) return $"{process} is {process.Depth} deep below {above.Count}";
            if (process.IsFirstSample && process.Sample != sample) return $"{process} is new in another sample";
            if (process.Interval < TimeSpan.Zero || process.CpuPercent < 0 || process.IoReadRate < 0) return $"{process} has a negative rate";
            above.RemoveRange(process.Depth, above.Count - process.Depth);
            if (isEverything && Misplaced(process, above.LastOrDefault())) return $"{process} is below {above.LastOrDefault()}";
            above.Add(process);
        }

        return null;
    }

    // An orphan stays below its parent for as long as that is shown as ended.
    private static bool Misplaced(ProcessSample process, ProcessSample? parent) =>
        process.IsThread ? parent?.Id != process.Id : parent is { HasExited: false } && parent.Id != process.ParentId;
}
