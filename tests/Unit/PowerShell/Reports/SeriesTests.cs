using CsCheck;
using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

public class SeriesTests
{
    private static readonly Gen<double[]> Values = Gen.Double[0, 1000].Array[1, 5000];

    [Fact]
    public void Means_and_extremes_are_those_of_the_samples_of_each_bucket() => Values.Sample(
        static values =>
        {
            Timeline timeline = new();
            BucketSeries series = new();
            timeline.Thinned += series.Thin;
            foreach (double value in values) series.Add(Begin(timeline), value, 1);
            int at = 0;
            for (int i = 0; i < timeline.Buckets.Count; i++)
            {
                double[] own = values[at..(at += timeline.Buckets[i].Samples)];
                Assert.Equal(own.Max(), series.Max(i));
                Assert.Equal(own.Min(), series.Min(i));
                Assert.Equal(own.Average(), series.Mean(i), 1e-6);
            }

            Assert.Equal(values.Max(), series.Most);
            Assert.Equal(values.Average(), series.Mean(), 1e-6);
        },
        iter: 50);

    [Fact]
    public void Sums_and_peaks_of_usage_are_those_of_the_samples_of_each_bucket() => Values.Sample(
        static values =>
        {
            Timeline timeline = new();
            UsageSeries series = new();
            timeline.Thinned += series.Thin;

            // It rests at first, and between.
            double[] used = [.. values.Select(static (value, i) => i < 20 || i % 7 < 3 ? 0 : value)];
            foreach (double value in used) series.Add(Begin(timeline), value, 1);
            int at = 0;
            for (int i = 0; i < timeline.Buckets.Count; i++)
            {
                double[] own = used[at..(at += timeline.Buckets[i].Samples)];
                Assert.Equal(own.Max(), series.Max(i));
                Assert.Equal(own.Sum(), series.Sum(i), 1e-6);
            }
        },
        iter: 50);

    [Fact]
    public void An_unknown_value_is_no_zero()
    {
        Timeline timeline = new();
        BucketSeries series = new();
        series.Add(Begin(timeline), 5, 1);
        series.Add(Begin(timeline), null, 1);
        series.Add(Begin(timeline), 7, 1);
        Assert.Equal([5, double.NaN, 7], Enumerable.Range(0, 3).Select(series.Mean));
        Assert.Equal(6, series.Mean());
    }

    [Fact]
    public void Usage_is_unknown_before_the_first_value_between_two_and_after_the_last()
    {
        UsageSeries series = new();
        series.Add(2, 5, 1);
        series.Add(4, 0, 1);
        Assert.Equal([double.NaN, 5, double.NaN, 0, double.NaN], Enumerable.Range(1, 5).Select(series.Sum));
    }

    [Fact]
    public void A_process_that_rests_takes_no_cells()
    {
        UsageSeries series = new();
        for (int i = 0; i < 100; i++) series.Add(i, 0, 1);
        Assert.Equal((0, 0, 0), (series.Cells, series.Sum(50), series.Max(99)));
        series.Add(100, 3, 1);
        Assert.Equal((0, 3), (series.Sum(50), series.Sum(100)));
    }

    private static int Begin(Timeline timeline) =>
        timeline.Begin(MadeReading.Start.AddSeconds(timeline.Samples), timeline.Samples == 0 ? null : TimeSpan.FromSeconds(1));
}
