using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>A watch over a fake /proc. Samples are written as "pid" for a running process, "+pid" for a new one and "-pid" for one that exited.</summary>
public abstract class WatchTests : IDisposable
{
    private readonly FakeProc _proc = new();
    private VmonSession? _session;

    private protected FakeProc Proc => _proc;

    private protected VmonSession Session => _session ??= _proc.Start();

    /// <summary>Samples after a second. Returns the processes in tree order, with a ">" for each ancestor.</summary>
    private protected string Sample(ProcessWatch watch)
    {
        _proc.Pass(TimeSpan.FromSeconds(1));
        watch.Sample();
        return string.Join(' ', watch.Processes().Select(Describe));
    }

    private protected static ProcessSample One(ProcessWatch watch, int id) => watch.Processes().Single(process => process.Id == id);

    private protected ProcessWatch Everything() => Session.Watch(ProcessSelection.Everything);

    private protected ProcessWatch Follow(params int[] ids) => Session.Watch(new ProcessSelection { Targets = Find(ids), FollowChildren = true });

    private protected ProcessWatch Only(params int[] ids) => Session.Watch(new ProcessSelection { Targets = Find(ids) });

    private protected ProcessWatch Named(Predicate<string> name, bool followChildren = false) =>
        Session.Watch(new ProcessSelection { Name = name, FollowChildren = followChildren });

    public void Dispose()
    {
        _session?.Dispose();
        _proc.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string Describe(ProcessSample process) =>
        new string('>', process.Depth) + (process.IsFirstSample ? "+" : process.HasExited ? "-" : "") + process.Id;

    private ProcessIdentity[] Find(int[] ids) => [.. ids.Select(id => Session.Find(id)!.Value)];
}
