namespace Vmon.Soak.Measuring;

/// <summary>
/// Whether the run passed: no fault, nothing open or running at the end, and no growth after the first third, in which the runtime compiles and
/// fills its pools.
/// </summary>
internal sealed record Verdict(IReadOnlyList<Trend> Trends, IReadOnlyList<string> Complaints)
{
    private const double Megabyte = 1e6;
    private const int FewestToJudge = 12;

    internal bool IsGood => Complaints.Count == 0;

    /// <param name="measurements">All measurements, in order.</param>
    /// <param name="faults">Faults of the actors.</param>
    /// <param name="end">The measurement after all actors have stopped.</param>
    internal static Verdict Of(IReadOnlyList<Measurement> measurements, IReadOnlyList<string> faults, Measurement end)
    {
        Measurement[] judged = [.. measurements.Skip(measurements.Count / 3)];
        Trend[] trends = judged.Length < FewestToJudge ? [] :
        [
            Trend.Of("descriptors", judged, now => now.Descriptors, 3),
            Trend.Of("threads", judged, now => now.Threads, 2),
            Trend.Of("managed MB", judged, now => now.ManagedBytes / Megabyte, 1),
            Trend.Of("resident MB", judged, now => now.ResidentBytes / Megabyte, 8),
        ];
        List<string> complaints = [.. faults];
        if (end.IntoProc > 0) complaints.Add($"{end.IntoProc} descriptors into /proc are still open at the end");
        if (end.ReadingThreads > 0) complaints.Add($"{end.ReadingThreads} threads are still reading at the end");
        complaints.AddRange(trends.Where(trend => !trend.IsGood).Select(trend => $"{trend.Name} grew by {trend.Growth:F2}"));
        return new Verdict(trends, complaints);
    }
}
