namespace Vmon.PowerShell;

/// <summary>Processes with their ancestors.</summary>
internal static class ProcessLines
{
    /// <summary>The processes of a sample that meet a condition, and their ancestors, in the order of the sample.</summary>
    internal static IEnumerable<ProcessSample> Of(IReadOnlyList<ProcessSample> sample, Func<ProcessSample, bool> condition)
    {
        HashSet<ProcessSample> kept = [];
        foreach (ProcessSample process in sample.Where(condition))
            for (ProcessSample? at = process; at is not null && kept.Add(at); at = at.Parent)
            {
            }

        return sample.Where(kept.Contains);
    }
}
