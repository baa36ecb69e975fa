namespace Vmon.Soak.Measuring;

/// <summary>How something grew, by the median of the slopes between all pairs of measurements: what a single peak cannot move.</summary>
/// <param name="Name">What it is.</param>
/// <param name="PerHour">Growth per hour.</param>
/// <param name="Growth">Growth over all of the time that is judged.</param>
/// <param name="Allowed">As much is taken for noise: half of how far its values lie apart, or the least that means anything.</param>
internal sealed record Trend(string Name, double PerHour, double Growth, double Allowed)
{
    internal bool IsGood => Growth <= Allowed;

    internal static Trend Of(string name, IReadOnlyList<Measurement> measurements, Func<Measurement, double> value, double least)
    {
        List<double> slopes = [];
        for (int later = 1; later < measurements.Count; later++)
            for (int earlier = 0; earlier < later; earlier++)
                slopes.Add((value(measurements[later]) - value(measurements[earlier])) / (measurements[later].Time - measurements[earlier].Time).TotalHours);
        slopes.Sort();
        double perHour = slopes.Count == 0 ? 0 : slopes[slopes.Count / 2];
        double[] values = [.. measurements.Select(value).Order()];
        double spread = values.Length < 4 ? 0 : values[values.Length * 3 / 4] - values[values.Length / 4];
        double hours = measurements.Count == 0 ? 0 : (measurements[^1].Time - measurements[0].Time).TotalHours;
        return new Trend(name, perHour, perHour * hours, Math.Max(least, spread / 2));
    }
}
