using Vmon.Tests.Services;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Recorder;

public sealed class ProgramTests : IDisposable
{
    private const string Name = "vmon-recorder";

    private readonly TemporaryDirectory _directory = new();
    private readonly NotifySocket _socket = new("@vmon-" + Guid.NewGuid().ToString("N"));

    private string Recorded => _directory.Combine("r");

    private string Config => _directory.Combine("recorder.conf");

    public void Dispose()
    {
        _socket.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(64, "Command line: '--other' is not an option.", "--other")]
    [InlineData(64, "Command line: 'x' is not a valid interval.", "--interval", "x")]
    [InlineData(78, "Cannot read '/nonexistent': it does not exist.", "--config", "/nonexistent")]
    [InlineData(73, "Cannot record to '/nonexistent/r': it does not exist.", "--path", "/nonexistent/r")]
    public void Start_that_fails_exits_with_the_code_and_its_reason(int code, string reason, params string[] arguments)
    {
        using ServiceProcess recorder = new(Name, _socket, arguments);
        Assert.Equal(code, recorder.ExitCode());
        Assert.StartsWith("vmon-recorder: " + reason, recorder.Log, StringComparison.Ordinal);
        Assert.False(_socket.HasMessage);
    }

    [Fact]
    public void Help_lists_every_setting_and_version_is_that_of_the_module()
    {
        using ServiceProcess help = new(Name, null, "--help");
        string text = help.Output();
        Assert.All((string[])["--config", "--path", "--interval", "--maximum-age", "--maximum-size", "--exclude-argument", "--trust-seccomp"], option => Assert.Contains(option, text, StringComparison.Ordinal));
        using ServiceProcess version = new(Name, null, "--version");
        Assert.Equal($"vmon-recorder {typeof(VmonSession).Assembly.GetName().Version!.ToString(3)}\n", version.Output());
        Assert.Equal((0, 0), (help.ExitCode(), version.ExitCode()));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void Signal_completes_the_recording(string signal)
    {
        using ServiceProcess recorder = Start("--interval", "50ms");
        recorder.Signal(signal);
        Assert.Contains("STATUS=Completing the recording", _socket.ReceiveWith("STOPPING=1"));
        Assert.Equal(0, recorder.ExitCode());
        Assert.Empty(Directory.GetFiles(Recorded, "open-*"));
        Assert.Equal(0, AssertReadable());
    }

    [Fact]
    public void Limit_of_the_file_size_pauses_the_recording_until_it_is_raised()
    {
        using ServiceProcess recorder = Start("--interval", "50ms");
        recorder.LimitFileSize("4096:");
        WaitUntil.True(() => recorder.Log.Contains("File too large", StringComparison.Ordinal));
        recorder.LimitFileSize("unlimited:");
        WaitUntil.True(() => recorder.Log.Contains("The error is over.", StringComparison.Ordinal));
        recorder.Signal("TERM");
        Assert.Equal(0, recorder.ExitCode());
        _ = AssertReadable();
    }

    [Fact]
    public void Files_stay_below_the_limit_of_their_size()
    {
        const int Limit = 128 * 1024;
        using ServiceProcess recorder = Start("--interval", "20ms");
        recorder.LimitFileSize($"{Limit}:");
        long before = Samples();
        WaitUntil.True(() => Samples() > before + 300);
        recorder.Signal("TERM");
        Assert.Equal(0, recorder.ExitCode());
        Assert.DoesNotContain("Cannot write", recorder.Log, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Recorded), static file => Assert.InRange(new FileInfo(file).Length, 0, Limit));
        Assert.Equal(0, AssertReadable());
    }

    [Fact]
    public void Recorder_that_is_killed_leaves_a_recording_that_the_next_one_continues()
    {
        using (ServiceProcess killed = Start("--interval", "50ms"))
        {
            WaitUntil.True(() => Samples() >= 3);
            killed.Signal("KILL");
            Assert.NotEqual(0, killed.ExitCode());
        }

        long left = Samples();
        using ServiceProcess next = Start("--interval", "50ms");
        WaitUntil.True(() => Samples() >= left + 3);
        next.Signal("TERM");
        Assert.Equal(0, next.ExitCode());
        _ = AssertReadable();
    }

    [Fact]
    public void Damage_that_an_earlier_recorder_left_is_logged_once()
    {
        _ = Directory.CreateDirectory(Recorded);
        File.WriteAllBytes(Path.Combine(Recorded, "open-7.vmon"), new byte[500]);
        using ServiceProcess recorder = Start("--interval", "50ms");
        WaitUntil.True(() => Samples() >= 3);
        recorder.Signal("TERM");
        Assert.Equal(0, recorder.ExitCode());
        Assert.Equal(2, recorder.Log.Split("'open-7.vmon' is damaged: it has no header. Its 500 bytes are lost.").Length);
    }

    [Fact]
    public void Hang_up_applies_a_valid_configuration_and_keeps_the_previous_one_otherwise()
    {
        File.WriteAllText(Config, $"path = {Recorded}\ninterval = 50ms\n");
        using ServiceProcess recorder = Started(new ServiceProcess(Name, _socket, "--config", Config));
        File.WriteAllText(Config, $"path = {Recorded}\ninterval = 60ms\nexclude-argument = true\n");
        recorder.Signal("HUP");
        Assert.StartsWith("MONOTONIC_USEC=", _socket.ReceiveWith("RELOADING=1")[1], StringComparison.Ordinal);
        _ = _socket.ReceiveWith("READY=1");
        WaitUntil.True(() => recorder.Log.Contains("Recording every 0.06 s.", StringComparison.Ordinal));

        File.WriteAllText(Config, "interval = soon\n");
        recorder.Signal("HUP");
        _ = _socket.ReceiveWith("RELOADING=1");
        _ = _socket.ReceiveWith("READY=1");
        WaitUntil.True(() => recorder.Log.Contains($"{Config}, line 1: 'soon' is not a valid interval. Use a duration of up to 31 days, such as 5s or 500ms. The previous configuration stays in effect.", StringComparison.Ordinal));

        File.WriteAllText(Config, "path = /elsewhere\ninterval = 50ms\n");
        recorder.Signal("HUP");
        _ = _socket.ReceiveWith("READY=1");
        WaitUntil.True(() => recorder.Log.Contains("Cannot change the path to '/elsewhere' without a restart.", StringComparison.Ordinal));
        recorder.Signal("TERM");
        Assert.Equal(0, recorder.ExitCode());
        Assert.Equal(0, AssertReadable());
    }

    [Fact]
    public void Directory_in_use_is_refused()
    {
        using ServiceProcess first = Start("--interval", "50ms");
        using ServiceProcess second = new(Name, null, "--path", Recorded);
        Assert.Equal(73, second.ExitCode());
        Assert.Contains("it is in use by process", second.Log, StringComparison.Ordinal);
    }

    private ServiceProcess Start(params string[] arguments) => Started(new ServiceProcess(Name, _socket, [.. arguments, "--path", Recorded]));

    private ServiceProcess Started(ServiceProcess recorder)
    {
        Assert.StartsWith("STATUS=", _socket.ReceiveWith("READY=1")[1], StringComparison.Ordinal);
        _ = _socket.ReceiveWith("WATCHDOG=1");
        return recorder;
    }

    private long Samples()
    {
        using VmonRecording recording = VmonRecording.Open(Recorded);
        return recording.SampleCount;
    }

    // Returns the number of gaps.
    private int AssertReadable()
    {
        using VmonRecording recording = VmonRecording.Open(Recorded);
        Assert.Empty(recording.Warnings);
        using ProcessWatch watch = recording.Watch(ProcessSelection.Everything, new RecordingRange());
        long samples = 0;
        foreach (long _ in watch.Replay(null, CancellationToken.None))
        {
            samples++;
            Assert.Contains(watch.Processes(), process => process.Id == 1);
        }

        Assert.Equal(recording.SampleCount, samples);
        return recording.GapCount;
    }
}
