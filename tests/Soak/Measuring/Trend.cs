namespace Vmon.Soak.Measuring;

/// <summary>Growth of a value, by the median of the slopes between all pairs of measurements, which a single peak does not change.</summary>
/// <param name="Name">Name of the value.</param>
/// <param name="PerHour">Growth per hour.</param>
/// <param name="Growth">Growth from the first measurement to the last.</param>
/// <param name="Allowed">Growth that counts as noise: half of the interquartile range, or a minimum.</param>
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
