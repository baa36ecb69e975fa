using Vmon.PowerShell.Reports;

namespace Vmon.Tests.PowerShell.Reports;

public class TimelineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Timeline _timeline = new();

    [Fact]
    public void Each_sample_is_a_bucket_until_there_are_too_many()
    {
        Take(Timeline.Most);
        Assert.Equal((Timeline.Most, 1), (_timeline.Buckets.Count, _timeline.SamplesPerBucket));
        Take(1);
        Assert.Equal(((Timeline.Most / 2) + 1, 2), (_timeline.Buckets.Count, _timeline.SamplesPerBucket));
    }

    [Fact]
    public void Buckets_stay_bounded_and_keep_all_samples_however_many_there_are()
    {
        Take(100_000);
        Assert.InRange(_timeline.Buckets.Count, Timeline.Most / 2, Timeline.Most);
        Assert.Equal(100_000, _timeline.Buckets.Sum(static bucket => bucket.Samples));
        Assert.Equal(99_999, _timeline.Buckets.Sum(static bucket => bucket.Seconds));
        Assert.All(_timeline.Buckets.SkipLast(1), bucket => Assert.Equal(_timeline.SamplesPerBucket, bucket.Samples));
    }

    [Fact]
    public void A_gap_stays_between_two_buckets_when_they_are_thinned()
    {
        Take(501);
        _ = _timeline.Begin(MadeReading.Start.AddHours(2), null);
        Take(4000);
        Assert.Single(_timeline.Buckets, static bucket => bucket.IsAfterGap);
        Assert.Equal(MadeReading.Start.AddHours(2), _timeline.Buckets.Single(static bucket => bucket.IsAfterGap).First);
    }

    [Fact]
    public void Buckets_stay_bounded_when_there_is_a_gap_before_each_sample()
    {
        for (int i = 0; i < 10_000; i++) _ = _timeline.Begin(MadeReading.Start.AddMinutes(i), null);
        Assert.InRange(_timeline.Buckets.Count, 1, Timeline.Most);
        Assert.Equal(10_000, _timeline.Buckets.Sum(static bucket => bucket.Samples));
    }

    private void Take(int samples)
    {
        for (int i = 0; i < samples; i++) _ = _timeline.Begin(MadeReading.Start + (_timeline.Samples * Second), _timeline.Samples == 0 ? null : Second);
    }
}
