namespace Vmon.Soak.Measuring;

/// <summary>
/// Whether it held: no fault, nothing left open or running in the end, and nothing that grew from the first third on, by when the runtime
/// has compiled and pooled what it needs.
/// </summary>
internal sealed record Verdict(IReadOnlyList<Trend> Trends, IReadOnlyList<string> Complaints)
{
    private const double Megabyte = 1e6;
    private const int FewestToJudge = 12;

    internal bool IsGood => Complaints.Count == 0;

    /// <param name="measurements">In the order of time.</param>
    /// <param name="faults">What went wrong.</param>
    /// <param name="end">When all has ended.</param>
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
        if (end.IntoProc > 0) complaints.Add($"{end.IntoProc} descriptors into /proc are open though all has ended");
        if (end.ReadingThreads > 0) complaints.Add($"{end.ReadingThreads} threads still read though all has ended");
        complaints.AddRange(trends.Where(trend => !trend.IsGood).Select(trend => $"{trend.Name} grew by {trend.Growth:F2}"));
        return new Verdict(trends, complaints);
    }
}
