using Vmon.PowerShell.Screen.Frames;

namespace Vmon.Tests.PowerShell.Screen.Frames;

public sealed class RecordedFramesTests : IDisposable
{
    private const int Samples = 150;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly string _path = Directory.CreateTempSubdirectory("vmon-frames-").FullName;
    private readonly VmonRecording _recording;
    private readonly DateTimeOffset[] _times;
    private readonly AutoResetEvent _woken = new(initialState: false);

    public RecordedFramesTests()
    {
        using (VmonSession session = new(new SessionOptions()))
        using (VmonRecorder recorder = session.Record(new RecorderOptions { Path = _path, Interval = TimeSpan.FromMilliseconds(10) }))
            Assert.True(SpinWait.SpinUntil(() => recorder.SampleCount >= Samples, Longest));
        _recording = VmonRecording.Open(_path);
        _times = Times(new RecordingRange());
    }

    private static ProcessSelection Selection => ProcessSelection.Everything;

    public void Dispose()
    {
        _recording.Dispose();
        _woken.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private DateTimeOffset[] Times(RecordingRange range)
    {
        using ProcessWatch watch = _recording.Watch(Selection, range);
        return [.. watch.Replay(null, CancellationToken.None).Select(_ => watch.SampleTime!.Value.ToUniversalTime())];
    }

    private RecordedFrames Open(RecordingRange? range = null) => new(_recording, Selection, range ?? new RecordingRange(), () => _woken.Set());

    // Moves as the view does: what is not in memory arrives later.
    private Frame Move(RecordedFrames frames, Frame from, int samples)
    {
        Frame? reached = frames.Move(from, samples);
        while (frames.IsReading)
        {
            frames.Look(from);
            Assert.True(_woken.WaitOne(Longest));
            _ = frames.Refresh();
            reached = frames.TakeArrived() ?? reached;
        }

        frames.Look(reached!);
        return reached!;
    }

    [Fact]
    public void Steps_back_pass_every_sample_once()
    {
        using RecordedFrames frames = Open();
        List<DateTimeOffset> passed = [];
        Frame? before = null;
        for (Frame frame = frames.Begin(isLast: true, CancellationToken.None)!; frame != before; frame = Move(frames, frame, -1))
        {
            before = frame;
            passed.Add(frame.Time.ToUniversalTime());
        }

        Assert.Equal(_times.Reverse(), passed);
    }

    [Fact]
    public void Steps_forward_pass_every_sample_once()
    {
        using RecordedFrames frames = Open();
        List<DateTimeOffset> passed = [];
        Frame? before = null;
        for (Frame frame = frames.Begin(isLast: false, CancellationToken.None)!; frame != before; frame = Move(frames, frame, 1))
        {
            before = frame;
            passed.Add(frame.Time.ToUniversalTime());
        }

        Assert.Equal(_times, passed);
    }

    [Theory]
    [InlineData(-7)]
    [InlineData(-90)]
    public void Jump_reaches_a_sample_that_is_not_in_memory(int samples)
    {
        using RecordedFrames frames = Open();
        Frame last = frames.Begin(isLast: true, CancellationToken.None)!;
        Frame reached = Move(frames, last, samples);
        Assert.Equal(_times[^(1 - samples)], reached.Time.ToUniversalTime());
        Assert.Equal(last.Time, Move(frames, reached, -samples).Time);
    }

    [Fact]
    public void Jump_beyond_the_range_reaches_its_end()
    {
        RecordingRange range = new(_times[20], _times[100]);
        DateTimeOffset[] times = Times(range);
        using RecordedFrames frames = Open(range);
        Frame last = frames.Begin(isLast: true, CancellationToken.None)!;
        Assert.Equal(times[^1], last.Time.ToUniversalTime());
        Frame first = Move(frames, last, -1000);
        Assert.Equal(times[0], first.Time.ToUniversalTime());
        Assert.Equal(first, Move(frames, first, -1));
    }

    [Fact]
    public void Steps_that_are_made_while_a_jump_is_read_count_from_where_it_leads()
    {
        using RecordedFrames frames = Open();
        Frame last = frames.Begin(isLast: true, CancellationToken.None)!;
        frames.Look(last);
        Assert.Null(frames.End(isLast: false));
        Assert.Null(frames.Move(last, 1));
        Assert.Equal(_times[3], Move(frames, last, 2).Time.ToUniversalTime());
    }

    [Fact]
    public void Range_without_a_sample_has_no_frame()
    {
        using RecordedFrames frames = Open(new RecordingRange(_times[0].AddDays(-2), _times[0].AddDays(-1)));
        Assert.Null(frames.Begin(isLast: true, CancellationToken.None));
    }

    [Fact]
    public void Frame_before_a_jump_has_the_figures_of_the_sample()
    {
        Dictionary<ProcessIdentity, TimeSpan?> expected = [];
        using (ProcessWatch watch = _recording.Watch(Selection, new RecordingRange()))
        {
            foreach (long _ in watch.Replay(null, CancellationToken.None))
            {
                if (watch.SampleTime!.Value.ToUniversalTime() != _times[60]) continue;
                foreach (ProcessSample process in watch.Processes()) expected[process.Identity] = process.CpuTime;
            }
        }

        using RecordedFrames frames = Open();
        Frame reached = Move(frames, frames.Begin(isLast: true, CancellationToken.None)!, 60 - (_times.Length - 1));
        Assert.Equal(_times[60], reached.Time.ToUniversalTime());
        Assert.Equal(expected, reached.Processes.ToDictionary(static process => process.Identity, static process => process.CpuTime));
    }
}
