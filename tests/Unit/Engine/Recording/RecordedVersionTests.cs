using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

/// <summary>Recordings that earlier versions of the format wrote, which stay readable. Each is <see cref="RecordedNight"/>.</summary>
public sealed class RecordedVersionTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    public void Recording_of_an_earlier_version_is_read_as_the_same_recording_of_this_one(int version)
    {
        RecordedNight.Write(_directory.Path);
        using VmonRecording now = VmonRecording.Open(_directory.Path);
        using VmonRecording then = VmonRecording.Open(Path.Combine(Repository.Root, "tests", "Unit", "Fixtures", "recordings", $"version-{version}"));
        Assert.Empty(then.Warnings);
        Assert.Equal(("db1", RecordedNight.Samples, "Europe/Berlin"), (then.HostName, then.SampleCount, then.TimeZone));
        Assert.Equal((now.StartTime, now.EndTime), (then.StartTime, then.EndTime));
        RecordingRange busy = new(RecordedNight.Start.AddHours(4.9), RecordedNight.Start.AddHours(6.5));
        using ProcessWatch expected = now.Watch(ProcessSelection.Everything, busy);
        using ProcessWatch actual = then.Watch(ProcessSelection.Everything, busy);
        int compared = 0;
        while (expected.TrySample(TestContext.Current.CancellationToken))
        {
            Assert.True(actual.TrySample(TestContext.Current.CancellationToken));
            compared += SampleComparison.Compare([.. expected.Processes()], [.. actual.Processes()], nameof(ProcessSample.DataSets)); // it has no control groups
        }

        Assert.InRange(compared, 4000, 20_000);
        Assert.Equal(31, then.Events(new EventSelection { Kinds = ProcessEventKind.Exit, FailedOnly = true }, new RecordingRange(), TestContext.Current.CancellationToken).Count());
    }
}
