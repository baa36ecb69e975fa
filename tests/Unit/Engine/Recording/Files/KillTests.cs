using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

public sealed class KillTests : IDisposable
{
    private const int Kills = 12;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void Killed_recorder_loses_no_frame_that_it_confirmed()
    {
        KilledRecorder recorder = new(Repository.Recorder, _directory.Combine("recording"), new Random());
        for (int i = 0; i < Kills; i++) Assert.Null(recorder.Try());
        Assert.NotEqual(0, recorder.FrameCount);
    }

    public void Dispose() => _directory.Dispose();
}
