using System.Runtime.Versioning;
using Vmon.Kernel.Events;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

[Collection(nameof(DescriptorTests))]
[SupportedOSPlatform("linux")]
public sealed class RecordingCopyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ShellProcess _churn = ShellProcess.Churning();

    private string Source => _directory.Combine("source");

    private string Target => _directory.Combine("copy");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _churn.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Copy_equals_the_recording_in_every_property_and_event()
    {
        Record(40);
        Assert.Equal(40, Copy(new RecordingRange()));
        Compare(new RecordingRange(), new RecordingRange());
        using VmonRecording source = VmonRecording.Open(Source);
        using VmonRecording copy = VmonRecording.Open(Target);
        Assert.Equal((source.HostName, source.StartTime, source.EndTime, source.TimeZone, source.SampleCount), (copy.HostName, copy.StartTime, copy.EndTime, copy.TimeZone, copy.SampleCount));
        Assert.Empty(copy.Warnings);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Target));
        Assert.All(Directory.GetFiles(Target), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.DoesNotContain(Directory.GetFiles(Target), static file => FileNames.IsJournal(Path.GetFileName(file)));
    }

    [Fact]
    public void Copy_of_a_range_begins_with_the_sample_before_it()
    {
        Record(40);
        RecordingRange range = new(Time(13), Time(29));
        Assert.Equal(17, Copy(range));
        Compare(range, range with { End = null }, eventsMayDiffer: true);
        using VmonRecording copy = VmonRecording.Open(Target);
        Assert.Equal((18, Time(12), Time(29)), (copy.SampleCount, copy.StartTime, copy.EndTime));
    }

    [Fact]
    public void Copy_with_an_interval_equals_a_replay_with_that_interval()
    {
        Record(41);
        RecordingRange range = new(Time(3), null, (Time(40) - Time(0)) / 10);
        Assert.InRange(Copy(range), 8, 14);
        Compare(range, new RecordingRange(range.Start), eventsMayDiffer: true);
    }

    [Fact]
    public void Boots_and_gaps_survive()
    {
        Record(12, boot: 1);
        Record(9, boot: 1, after: TimeSpan.FromSeconds(2.5));
        Record(11, boot: 2);
        Assert.Equal(32, Copy(new RecordingRange()));
        Compare(new RecordingRange(), new RecordingRange());
        using VmonRecording source = VmonRecording.Open(Source);
        using VmonRecording copy = VmonRecording.Open(Target);
        Assert.Equal((2, source.GapCount), (copy.BootCount, copy.GapCount));
        Assert.Equal(source.FindGaps(), copy.FindGaps());
        Assert.NotEmpty(copy.FindGaps());

        // From within the gap: what exited in it is shown.
        DateTimeOffset inGap = source.FindGaps()[0].Start.AddSeconds(1);
        Directory.Delete(Target, recursive: true);
        Assert.Equal(20, Copy(new RecordingRange(inGap)));
        Compare(new RecordingRange(inGap), new RecordingRange(inGap), eventsMayDiffer: true);
        Directory.Delete(Target, recursive: true);
        RecordingRange thinned = new(null, null, TimeSpan.FromMilliseconds(300));
        _ = Copy(thinned);
        Compare(thinned, new RecordingRange(), eventsMayDiffer: true);
    }

    [Fact]
    public void What_is_damaged_is_left_out_and_the_rest_is_copied()
    {
        for (int i = 0; i < 3; i++) Record(8);
        using (RecordingDirectory recording = RecordingDirectory.Open(Source))
        {
            BlockInfo block = recording.Blocks[recording.Blocks.Count / 2];
            using FileStream file = File.OpenWrite(Path.Combine(Source, block.File));
            file.Position = block.Offset + (block.StoredLength / 2);
            file.Write("damaged"u8);
        }

        Assert.InRange(Copy(new RecordingRange()), 1, 23);
        Compare(new RecordingRange(), new RecordingRange());
        using VmonRecording copy = VmonRecording.Open(Target);
        Assert.Empty(copy.Warnings);
    }

    [Fact]
    public void Arguments_are_left_out_on_request()
    {
        using ShellProcess shell = new("exec sleep 60.25");
        Record(5);
        using VmonRecording source = VmonRecording.Open(Source);
        Assert.Equal(5, source.Copy(new CopyOptions { Path = Target, ExcludeArguments = true }, null, Cancellation));
        using VmonRecording copy = VmonRecording.Open(Target);
        Assert.Equal("sleep 60.25", CommandLine(source));
        Assert.Equal("sleep", CommandLine(copy));

        string? CommandLine(VmonRecording recording)
        {
            using ProcessWatch watch = recording.Watch(new ProcessSelection { Ids = [shell.Id] }, new RecordingRange());
            watch.Sample();
            return watch.Processes().Single().CommandLine;
        }
    }

    [Fact]
    public void Directory_that_is_not_empty_is_refused_and_kept()
    {
        Record(3);
        _ = Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "notes"), "");
        RecordingException error = Assert.Throws<RecordingException>(() => Copy(new RecordingRange()));
        Assert.Contains("not empty", error.Message, StringComparison.Ordinal);
        Assert.Contains("not empty", Assert.Throws<RecordingException>(() => Copy(new RecordingRange(), Source)).Message, StringComparison.Ordinal);
        Assert.Equal("notes", Path.GetFileName(Assert.Single(Directory.GetFileSystemEntries(Target))));
    }

    [Fact]
    public void Range_without_samples_and_cancelled_copies_leave_nothing()
    {
        Record(8);
        Assert.Equal(0, Copy(new RecordingRange(Time(7).AddHours(1))));
        Assert.False(Directory.Exists(Target));
        using CancellationTokenSource stopping = new();
        using VmonRecording source = VmonRecording.Open(Source);
        int samples = 0;
        Assert.Equal(0, source.Copy(new CopyOptions { Path = Target }, _ => { if (++samples == 3) stopping.Cancel(); }, stopping.Token));
        Assert.Equal(3, samples);
        Assert.False(Directory.Exists(Target));
    }

    // The processes, the machine and the events of the source and of the copy.
    private void Compare(RecordingRange ofSource, RecordingRange ofCopy, bool eventsMayDiffer = false)
    {
        using VmonRecording source = VmonRecording.Open(Source);
        using VmonRecording copy = VmonRecording.Open(Target);
        using ProcessWatch expected = source.Watch(ProcessSelection.Everything, ofSource);
        using ProcessWatch actual = copy.Watch(ProcessSelection.Everything, ofCopy);
        int compared = 0;

        // A replay says that a name changed if it changed and changed back between two of its samples, of which a copy has only the ends.
        // After a gap and at the beginning of a range, orphans can move to the process that adopts them a sample earlier or later.
        int sinceGap = 0;
        while (expected.TrySample(Cancellation))
        {
            Assert.True(actual.TrySample(Cancellation));
            List<ProcessSample> samples = [.. expected.Processes()];
            sinceGap = samples.TrueForAll(static process => process.Interval is null) ? 0 : sinceGap + 1;
            string[] except = ofSource.Interval is null && sinceGap > 1 ? [] : [nameof(ProcessSample.Changed)];
            compared += SampleComparison.Compare(samples, [.. actual.Processes()], except);
            Assert.Equal(SampleComparison.FilesOf(expected), SampleComparison.FilesOf(actual));
        }

        Assert.False(actual.TrySample(Cancellation));
        Assert.True(compared > 100, $"Only {compared} samples of processes were compared.");
        Assert.Equal(Machine(source, ofSource), Machine(copy, ofCopy));
        Assert.Equal(Events(source, ofSource, eventsMayDiffer), Events(copy, ofCopy, eventsMayDiffer));
    }

    private static string[] Machine(VmonRecording recording, RecordingRange range)
    {
        using SystemWatch watch = recording.WatchSystem(SystemDataSets.All, range);
        return [.. watch.Replay(null, Cancellation).Select(_ => SampleComparison.Text(watch.Current!))];
    }

    // What is known of a process depends on the last whole frame before its event, which a copy of a part has elsewhere.
    private static string[] Events(VmonRecording recording, RecordingRange range, bool isShort) =>
    [
        .. recording.Events(new EventSelection { Kinds = ProcessEventKind.All, IncludeKernelThreads = true }, range)
            .Select(happened => isShort ? $"{happened.Time:O} {happened} {happened.Identity} {happened.ExitCode} {happened.CpuTime} {happened.UserId}" : SampleComparison.Text(happened)),
    ];

    private DateTimeOffset Time(int sample)
    {
        using VmonRecording recording = VmonRecording.Open(Source);
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        for (int i = 0; i <= sample; i++) watch.Sample();
        return watch.Table.State.Time.At(watch.Table.State.Timestamp);
    }

    private long Copy(RecordingRange range, string? target = null)
    {
        using VmonRecording source = VmonRecording.Open(Source);
        return source.Copy(new CopyOptions { Path = target ?? Target, Range = range }, null, Cancellation);
    }

    // Appends samples to the source, as a recorder of its own.
    private void Record(int count, byte boot = 1, TimeSpan after = default)
    {
        Thread.Sleep(after);
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Files);
        using SystemWatch machine = session.WatchSystem();
        machine.Sampler.KeepTexts();
        using EventSubscription? events = session.Events?.TrySubscribe(wantsStarts: true);
        FrameWriter writer = new(watch.Table, machine.Sampler, cgroups: null, () => TestPreamble.Of(watch.Table.Feed, watch.Table.DataSets) with { BootId = new Guid(boot, 0, 0, new byte[8]) });
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = Source });
        List<ProcessRecord> happened = [];
        for (int i = 0; i < count; i++)
        {
            Thread.Sleep(25);
            watch.Sample();
            machine.Sample();
            happened.Clear();
            events?.DrainFinal(happened);
            bool isWhole = store.NeedsWhole || i % 15 == 0;
            writer.Write(happened, isWhole);
            Assert.Equal(AppendStatus.Ok, store.Append(writer.Times.BeganAt, new FrameOrigin(new Guid(boot, 0, 0, new byte[8]), "test"), isWhole, writer.Frame));
        }
    }
}
