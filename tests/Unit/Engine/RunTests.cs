using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

public class RunTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Run_with_Count_takes_that_many_samples() => Assert.Equal([1, 2, 3], Run(new SampleSchedule(Second, Count: 3), TimeSpan.Zero).Samples);

    [Theory]
    [InlineData(5, 0, 5)]
    [InlineData(5, 0.3, 5)]
    [InlineData(5.5, 0, 6)]
    [InlineData(5.5, 0.6, 6)]
    [InlineData(0.5, 0, 1)]
    [InlineData(1, 0, 1)]
    public void Run_with_Duration_takes_the_samples_that_begin_within_it(double duration, double busy, int samples)
    {
        Assert.Equal(samples, Run(new SampleSchedule(Second, Duration: TimeSpan.FromSeconds(duration)), TimeSpan.FromSeconds(busy)).Samples.Length);
    }

    [Fact]
    public void MissedSampleCount_counts_samples_missed_by_a_slow_consumer()
    {
        (long[] samples, long missed) = Run(new SampleSchedule(Second, Count: 3), TimeSpan.FromSeconds(2.5));
        Assert.Equal([1, 2, 3], samples);
        Assert.Equal(4, missed);
    }

    [Fact]
    public void Run_ends_when_the_last_selected_process_exited()
    {
        using FakeProc proc = new();
        proc.Add(1);
        proc.Add(7);
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [new(7, 100)] });
        List<bool> stale = [];
        foreach (long sample in watch.Run(new SampleSchedule(Second), TestContext.Current.CancellationToken))
        {
            stale.Add(Assert.Single(watch.Processes()).HasExited);
            if (sample == 2) proc.Remove(7);
        }

        Assert.Equal([false, false, true], stale);
        Assert.True(watch.HasExited);
    }

    [Fact]
    public void Run_ends_without_an_error_when_cancelled_or_disposed()
    {
        using FakeProc proc = new();
        proc.Add(1);
        using CancellationTokenSource source = new();
        VmonSession session = proc.Start();
        ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        foreach (long sample in watch.Run(new SampleSchedule(Second), source.Token))
            if (sample == 3) source.Cancel();
        Assert.Equal(3, watch.SampleNumber);

        foreach (long sample in watch.Run(new SampleSchedule(Second), CancellationToken.None))
            if (sample == 5) session.Dispose();
        Assert.Equal(5, watch.SampleNumber);
        Assert.Equal(5, session.SampleCount);
        Assert.Throws<ObjectDisposedException>(watch.Sample);
    }

    [Theory]
    [InlineData(ProcessDataSets.None, 0)]
    [InlineData(ProcessDataSets.Files, 1000)]
    public void Run_cancelled_during_a_sample_discards_it_and_closes_the_watch(ProcessDataSets dataSets, int descriptors)
    {
        using FakeProc proc = new();
        for (int id = 1; id <= 200; id++) proc.Add(id);
        _ = Directory.CreateDirectory(Path.Combine(proc[1].Path, "fd"));
        for (int i = 0; i < descriptors; i++) _ = File.CreateSymbolicLink(Path.Combine(proc[1].Path, "fd", $"{i}"), "/dev/null");
        using CancellationTokenSource source = new();
        CancellingTime time = new(source);
        using VmonSession session = new(new SessionOptions { ProcRoot = proc.Path, TimeProvider = time });
        ProcessWatch watch = session.Watch(ProcessSelection.Everything, dataSets);
        time.IsArmed = true;
        Assert.Empty(watch.Run(new SampleSchedule(Second), source.Token));
        Assert.Equal(CancellingTime.FirstProcess, time.Asked);
        Assert.DoesNotContain(watch.Processes(), process => process.Id > 1);
        Assert.Equal((0L, 0L, 0), (watch.SampleNumber, session.SampleCount, watch.Files(new FileSelection()).Count()));
        Assert.Throws<ObjectDisposedException>(watch.Sample);
    }

    // It is checked twice at the start of a sample, and once for each process that is read.
    private sealed class CancellingTime(CancellationTokenSource source) : TimeProvider
    {
        internal const int FirstProcess = 3;

        internal bool IsArmed { get; set; }

        internal int Asked { get; private set; }

        public override long GetTimestamp()
        {
            if (IsArmed && ++Asked == FirstProcess) source.Cancel();
            return base.GetTimestamp();
        }
    }

    private static (long[] Samples, long Missed) Run(SampleSchedule schedule, TimeSpan busy)
    {
        using FakeProc proc = new();
        proc.Add(1);
        using VmonSession session = proc.Start();
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        List<long> samples = [];
        foreach (long sample in watch.Run(schedule, CancellationToken.None))
        {
            samples.Add(sample);
            proc.Time.Advance(busy);
        }

        return ([.. samples], session.MissedSampleCount);
    }
}
