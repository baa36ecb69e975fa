using Vmon.Recording.Files;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording.Files;

public sealed class RecordingStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly NumberedFrames _frames = new();

    private string Path => _directory.Combine("recording");

    [Fact]
    public void Frames_are_read_as_written()
    {
        _frames.Record(Path, 0, 1000);
        Assert.Equal(Enumerable.Range(0, 1000), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
    }

    [Fact]
    public void Recorder_continues_a_recording()
    {
        for (int start = 0; start < 500; start += 100) _frames.Record(Path, start, start + 100);
        Assert.Equal(Enumerable.Range(0, 500), NumberedFrames.ReadAll(Path, out IReadOnlyList<string> warnings));
        Assert.Empty(warnings);
        _ = Assert.Single(Directory.GetFiles(Path, "*.vmon"));
    }

    [Fact]
    public void Headers_say_what_blocks_hold()
    {
        _frames.Record(Path, 0, 300);
        using RecordingDirectory recording = RecordingDirectory.Open(Path);
        int next = 0;
        foreach (BlockInfo block in recording.Blocks)
        {
            Assert.Equal((NumberedFrames.Time(next), NumberedFrames.Time(next + block.Frames - 1)), (block.FirstTime, block.LastTime));
            Assert.Equal(NumberedFrames.Origin, new FrameOrigin(block.BootId, block.HostName));
            Assert.Equal(block.Frames, recording.Read(block)!.Frames);
            next += block.Frames;
        }

        Assert.Equal(300, next);
    }

    public void Dispose() => _directory.Dispose();
}
