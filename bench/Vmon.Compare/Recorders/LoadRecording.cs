using Vmon.Bench;
using Vmon.Recording;
using Vmon.Recording.Files;

namespace Vmon.Compare.Recorders;

/// <summary>Records only the processes of a load, in this process: the machine has others, which come and go.</summary>
internal sealed class LoadRecording : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("vmon-recorders-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _recording;

    internal LoadRecording(int rootId, double seconds) => _recording = Task.Run(() => Record(rootId, TimeSpan.FromSeconds(seconds)));

    /// <summary>Ends the recording. Returns its size in bytes.</summary>
    internal long Stop()
    {
        _stop.Cancel();
        _recording.Wait();
        return new DirectoryInfo(_directory).EnumerateFiles().Sum(static file => file.Length);
    }

    public void Dispose()
    {
        _ = Stop();
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private void Record(int rootId, TimeSpan interval)
    {
        using VmonSession session = new(new SessionOptions());
        ProcessSelection selection = new() { Targets = [session.Find(rootId) ?? throw new PeerException("the load has exited.")], FollowChildren = true };
        using ProcessWatch watch = session.Watch(selection);
        using SystemWatch machine = session.WatchSystem();
        machine.Sampler.KeepTexts();
        HostFacts facts = HostFacts.Of(session.ProcRoot);
        FrameWriter writer = new(watch.Table, machine.Sampler, cgroups: null, () => facts.Describe(watch.Table, hasCgroups: false, hasConnections: false));
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = _directory });
        do
        {
            watch.Sample();
            machine.Sample();
            bool isWhole = store.NeedsWhole;
            writer.Write([], isWhole);
            if (store.Append(writer.Times.BeganAt, new FrameOrigin(facts.BootId, facts.HostName), isWhole, writer.Frame) != AppendStatus.Ok) throw new IOException(store.LastError);
        }
        while (!_stop.Token.WaitHandle.WaitOne(interval));
    }
}
