using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

[Collection(nameof(DescriptorTests))]
public sealed class VmonRecorderTests
{
    [Fact]
    public void Change_applies_from_the_next_sample_on_without_a_gap()
    {
        using TemporaryDirectory directory = new();
        using ShellProcess shell = new("echo started; read line; true a-secret");
        _ = shell.ReadLine();
        using VmonSession session = new(new SessionOptions());
        RecorderOptions options = new() { Path = directory.Combine("r"), Interval = TimeSpan.FromMilliseconds(50) };
        long samples;
        using (VmonRecorder recorder = session.Record(options))
        {
            WaitUntil.True(() => recorder.SampleCount >= 3);
            recorder.Change(options with { Interval = TimeSpan.FromMilliseconds(20), MaximumSize = 1 << 20, ExcludeArguments = true });
            Assert.Equal((TimeSpan.FromMilliseconds(20), 1 << 20), (recorder.Interval, recorder.Options.MaximumSize));
            samples = recorder.SampleCount;
            WaitUntil.True(() => recorder.SampleCount >= samples + 5);
        }

        using VmonRecording recording = VmonRecording.Open(options.Path);
        Assert.Empty(recording.Warnings);
        Assert.Equal(0, recording.GapCount);
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        List<string?> commands = [];
        foreach (long _ in watch.Replay(null, CancellationToken.None))
        {
            ProcessSample found = watch.Processes().Single(process => process.Id == shell.Id);
            if (commands.Count == 0 || commands[^1] != found.CommandLine) commands.Add(found.CommandLine);
        }

        Assert.Equal(2, commands.Count);
        Assert.Contains("a-secret", commands[0], StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret", commands[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_tell_of_a_journal_that_cannot_be_kept()
    {
        using TemporaryDirectory directory = new();
        using VmonSession session = new(new SessionOptions());
        RecorderOptions options = new() { Path = directory.Combine("r") };
        using (VmonRecorder recorder = session.Record(options)) Assert.Empty(recorder.Warnings);
        File.WriteAllBytes(Path.Combine(options.Path, "open-7.vmon"), new byte[500]);
        using VmonRecorder next = session.Record(options);
        Assert.Equal("'open-7.vmon' is damaged: it has no header. Its 500 bytes are lost.", Assert.Single(next.Warnings));
    }

    [Fact]
    public void Change_of_the_path_is_refused()
    {
        using TemporaryDirectory directory = new();
        using VmonSession session = new(new SessionOptions());
        RecorderOptions options = new() { Path = directory.Combine("r") };
        using VmonRecorder recorder = session.Record(options);
        Assert.Throws<ArgumentException>(() => recorder.Change(options with { Path = directory.Combine("other") }));
    }

    [Fact]
    public void Sampled_is_raised_after_each_sample_that_is_counted()
    {
        using TemporaryDirectory directory = new();
        using VmonSession session = new(new SessionOptions());
        using VmonRecorder recorder = session.Record(new RecorderOptions { Path = directory.Combine("r"), Interval = TimeSpan.FromMilliseconds(20) });
        List<long> counted = [];
        recorder.Sampled += (sender, _) =>
        {
            lock (counted) counted.Add(((VmonRecorder)sender!).SampleCount);
        };
        WaitUntil.True(() =>
        {
            lock (counted) return counted.Count >= 3;
        });
        lock (counted) Assert.Equal(Enumerable.Range((int)counted[0], counted.Count).Select(number => (long)number), counted);
    }
}
