using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

[Collection(nameof(DescriptorTests))]
public sealed class VmonRecordingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly VmonSession _session = new(new SessionOptions());

    private string Path => _directory.Combine("recording");

    public void Dispose()
    {
        _session.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_recording_is_read_while_the_recorder_writes()
    {
        using ShellProcess shell = new("sleep 60");
        using VmonRecorder recorder = Record();
        WaitUntil.True(() => recorder.SampleCount >= 5);
        using VmonRecording recording = VmonRecording.Open(Path);
        Assert.InRange(recording.SampleCount, 5, recorder.SampleCount);
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/hostname").Trim(), recording.HostName);
        Assert.Equal(1, recording.BootCount);
        Assert.Empty(recording.Warnings);
        Assert.InRange(recording.StartTime!.Value, recorder.StartTime - TimeSpan.FromSeconds(1), recording.EndTime!.Value);
        using ProcessWatch watch = recording.Watch(new ProcessSelection { Ids = [shell.Id] }, new RecordingRange());
        long[] samples = [.. watch.Replay(null, CancellationToken.None).Where(_ => watch.Processes().Any(process => process.Id == shell.Id && !process.IsLocal))];
        Assert.InRange(samples.Length, recording.SampleCount, recorder.SampleCount); // with those that were added since it was opened
    }

    [Fact]
    public void A_process_that_lived_between_two_samples_is_replayed_with_its_exit_code()
    {
        using VmonRecorder recorder = Record(TimeSpan.FromMilliseconds(300));
        WaitUntil.True(() => recorder.SampleCount >= 2);
        Assert.SkipUnless(_session.EventSource == EventSource.Bpf, "Process events by BPF are not permitted.");
        using (ShellProcess shell = new("(dd if=/dev/zero of=/dev/null bs=1M count=20 2>/dev/null; exit 7)"))
            WaitUntil.True(() => shell.HasExited);
        long last = recorder.SampleCount;
        WaitUntil.True(() => recorder.SampleCount > last + 1);
        recorder.Dispose();
        using VmonRecording recording = VmonRecording.Open(Path);
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        List<ProcessSample> exited = [];
        foreach (long _ in watch.Replay(null, CancellationToken.None)) exited.AddRange(watch.Processes().Where(static process => process.HasExited));
        Assert.Contains(exited, static process => process is { ProcessName: "dd", HasStarted: true, ExitCode: 0 } && process.CommandLine!.Contains("count=20", StringComparison.Ordinal));
        Assert.Contains(exited, static process => process.ExitCode == 7);
    }

    [Fact]
    public void Data_sets_are_recorded_on_request()
    {
        using (VmonRecorder recorder = Record(options => options with { DataSets = ProcessDataSets.Oom | ProcessDataSets.Files }))
        {
            Assert.Equal(ProcessDataSets.Default | ProcessDataSets.Oom | ProcessDataSets.Files, recorder.Options.DataSets);
            WaitUntil.True(() => recorder.SampleCount >= 2);
        }

        using (VmonRecorder recorder = Record()) WaitUntil.True(() => recorder.SampleCount >= 2);
        using VmonRecording recording = VmonRecording.Open(Path);
        ProcessSample[] own = [.. All(recording).Where(static process => process.Id == Environment.ProcessId)];
        Assert.NotNull(own[0].OomScore);
        Assert.Equal(ProcessDataSets.Default | ProcessDataSets.Oom | ProcessDataSets.Files, own[0].DataSets);
        Assert.True(own[0].FileCount > 3);
        Assert.Null(own[0].ProportionalMemory);

        // The recorder was restarted without them.
        Assert.Null(own[^1].OomScore);
        Assert.Null(own[^1].FileCount);
        Assert.Equal(ProcessDataSets.Default, own[^1].DataSets);
        Assert.NotNull(own[^1].WorkingSet);
    }

    [Fact]
    public void Threads_are_recorded_on_request_and_shown_only_if_included()
    {
        using (VmonRecorder recorder = Record(options => options with { IncludeThreads = true })) WaitUntil.True(() => recorder.SampleCount >= 3);
        using VmonRecording recording = VmonRecording.Open(Path);
        Assert.True(recording.HasThreads);
        Assert.Equal(ProcessDataSets.Default, recording.DataSets);
        Assert.DoesNotContain(All(recording), static process => process.IsThread);
        using ProcessWatch watch = recording.Watch(new ProcessSelection { Ids = [Environment.ProcessId], IncludeThreads = true }, new RecordingRange());
        foreach (long _ in watch.Replay(null, CancellationToken.None))
        {
        }

        ProcessSample process = watch.Processes().First();
        Assert.All(watch.Processes().Skip(1), thread => Assert.Equal(process.Id, thread.Id));
        Assert.Contains(watch.Processes(), static thread => thread is { IsThread: true, ProcessName: "Vmon recorder" });
    }

    [Fact]
    public void Arguments_are_left_out_on_request()
    {
        using ShellProcess shell = new("exec sleep 60.25");
        using (VmonRecorder recorder = Record(options => options with { ExcludeArguments = true }))
        {
            WaitUntil.True(() => recorder.SampleCount >= 3);
            using (ShellProcess late = new("/bin/sleep 0.601; sleep 0.602 & wait")) WaitUntil.True(() => late.HasExited);
            long last = recorder.SampleCount;
            WaitUntil.True(() => recorder.SampleCount > last + 3);
        }

        Assert.DoesNotContain(Directory.GetFiles(Path), file => File.ReadAllText(file).Contains("60.25", StringComparison.Ordinal));
        using VmonRecording recording = VmonRecording.Open(Path);
        using ProcessWatch watch = recording.Watch(new ProcessSelection { Ids = [shell.Id] }, new RecordingRange());
        foreach (long _ in watch.Replay(null, CancellationToken.None)) Assert.All(watch.Processes(), static process => Assert.DoesNotContain("60.25", process.CommandLine, StringComparison.Ordinal));
        Assert.NotEmpty(watch.Processes());

        // Also of what started and exited meanwhile, in samples and in events.
        string[] shown =
        [
            .. recording.Events(new EventSelection { Kinds = ProcessEventKind.All }, new RecordingRange(), TestContext.Current.CancellationToken).Select(static happened => happened.CommandLine ?? ""),
            .. All(recording).Select(static process => process.CommandLine ?? ""),
        ];
        Assert.DoesNotContain(shown, static line => line.Contains("0.60", StringComparison.Ordinal));
        Assert.Contains(shown, static line => line.Contains("sleep", StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_is_recorded_from_the_first_sample_until_shortly_after_the_last()
    {
        using (VmonRecorder recorder = Record()) WaitUntil.True(() => recorder.SampleCount >= 5);
        using VmonRecording recording = VmonRecording.Open(Path);
        (DateTimeOffset first, DateTimeOffset last) = (recording.StartTime!.Value, recording.EndTime!.Value);
        Assert.Equal((null, first, false), Moment(first.AddMilliseconds(-1)));
        RecordedMoment middle = recording.At(first + ((last - first) / 2));
        Assert.True(middle.IsRecorded && middle.Last >= first && middle.Next <= last && middle.Last < middle.Next);
        Assert.Equal((last, null, true), Moment(last));
        Assert.Equal((last, null, false), Moment(last.AddHours(1)));

        (DateTimeOffset? Last, DateTimeOffset? Next, bool IsRecorded) Moment(DateTimeOffset time) => recording.At(time) is var moment ? (moment.Last, moment.Next, moment.IsRecorded) : default;
    }

    [Fact]
    public void Time_between_two_recorders_is_not_recorded()
    {
        using (VmonRecorder recorder = Record()) WaitUntil.True(() => recorder.SampleCount >= 3);
        DateTimeOffset end;
        using (VmonRecording recording = VmonRecording.Open(Path)) end = recording.EndTime!.Value;
        Thread.Sleep(2500);
        using (VmonRecorder recorder = Record()) WaitUntil.True(() => recorder.SampleCount >= 3);
        using VmonRecording both = VmonRecording.Open(Path);
        Assert.Equal(end, Assert.Single(both.FindGaps()).Start);
        RecordedMoment gap = both.At(end.AddSeconds(2));
        Assert.Equal((end, false), (gap.Last, gap.IsRecorded));
        Assert.True(gap.Next > end.AddSeconds(2));
        using ProcessWatch watch = both.Watch(ProcessSelection.Everything, new RecordingRange(end.AddSeconds(2)));
        Assert.True(watch.TrySample(CancellationToken.None));
        Assert.All(watch.Processes(), static process => Assert.Null(process.CpuPercent));
        Assert.True(watch.TrySample(CancellationToken.None));
        Assert.Contains(watch.Processes(), static process => process.CpuPercent is not null);
    }

    [Fact]
    public void A_second_recorder_of_a_directory_is_refused_and_the_first_goes_on()
    {
        using VmonRecorder recorder = Record();
        RecordingException error = Assert.Throws<RecordingException>(() => Record());
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        long count = recorder.SampleCount;
        WaitUntil.True(() => recorder.SampleCount > count);
    }

    [Fact]
    public void Stopping_the_session_completes_the_recording()
    {
        VmonRecorder recorder = Record();
        WaitUntil.True(() => recorder.SampleCount >= 3);
        _session.Dispose();
        WaitUntil.True(() => !recorder.IsRunning);
        using (VmonRecording recording = VmonRecording.Open(Path)) Assert.Equal(recorder.SampleCount, recording.SampleCount);
        recorder.Dispose();
        Assert.DoesNotContain(Directory.GetFiles(Path), static file => System.IO.Path.GetFileName(file).StartsWith("open", StringComparison.Ordinal));
    }

    private static List<ProcessSample> All(VmonRecording recording)
    {
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        List<ProcessSample> all = [];
        foreach (long _ in watch.Replay(null, CancellationToken.None)) all.AddRange(watch.Processes());
        return all;
    }

    private VmonRecorder Record(TimeSpan? interval = null) => Record(options => options with { Interval = interval ?? TimeSpan.FromMilliseconds(100) });

    private VmonRecorder Record(Func<RecorderOptions, RecorderOptions> with) => _session.Record(with(new RecorderOptions { Path = Path, Interval = TimeSpan.FromMilliseconds(100) }));
}
