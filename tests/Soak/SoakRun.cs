using System.Diagnostics;
using System.Reflection;
using Vmon.Soak.Actors;
using Vmon.Soak.Measuring;

namespace Vmon.Soak;

/// <summary>Runs all actors at once, over processes that start and exit, for the specified time.</summary>
internal sealed class SoakRun(SoakOptions options) : IDisposable
{
    private const int MostMeasured = 60;
    internal const int Budget = 512;

    // CPU time for start-up and bursts.
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _over = new();
    private readonly List<Measurement> _measurements = [];
    private readonly Stopwatch _clock = new();

    internal static string Manifest { get; } =
        typeof(SoakRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Manifest").Value!;

    internal SoakOptions Options => options;

    internal CancellationToken Over => _over.Token;

    internal FaultList Faults { get; } = new();

    internal IReadOnlyList<Actor> Actors { get; private set; } = [];

    internal IReadOnlyList<Measurement> Measurements => _measurements;

    internal Verdict Verdict { get; private set; } = new([], ["The soak test has not run."]);

    internal ChurningLoad Load { get; private set; } = null!;

    /// <summary>The session that several actors use.</summary>
    internal VmonSession Shared { get; private set; } = null!;

    internal ProcessIdentity Self { get; private set; }

    /// <summary>This process and its descendants, which are the load.</summary>
    internal ProcessSelection Tree => new() { Targets = [Self], FollowChildren = true };

    /// <summary>Waits until this process has used no more than its share of a CPU.</summary>
    internal void Throttle()
    {
        while (!Over.IsCancellationRequested && Environment.CpuUsage.TotalTime > Allowance + (_clock.Elapsed * (options.Share / 100)))
            Over.WaitHandle.WaitOne(options.Pause);
    }

    internal void Execute()
    {
        using (Load = new ChurningLoad(options.Pause))
        using (Shared = new VmonSession(new SessionOptions { Name = "Shared", DescriptorBudget = Budget }))
        {
            Self = Shared.Find(Environment.ProcessId)!.Value;
            Actors = Cast();
            _clock.Start();
            foreach (Actor actor in Actors) actor.Start();
            for (int turn = 1; turn <= Times; turn++)
            {
                Thread.Sleep(Until(turn));
                Measure();
            }

            _over.Cancel();
            foreach (Actor actor in Actors.Where(actor => !actor.Join(Patience))) Faults.Add(actor.Name, "does not stop");
            CheckForgotten();
        }

        Measure();
        Verdict = Verdict.Of(_measurements[..^1], Faults.Describe(), _measurements[^1]);
    }

    public void Dispose() => _over.Dispose();

    private List<Actor> Cast() =>
    [
        new Watcher("everything", this, ProcessSelection.Everything, ProcessDataSets.Default),
        new Watcher("everything exact", this, ProcessSelection.Everything, ProcessDataSets.All & ~ProcessDataSets.Pss, exact: true),
        new Watcher("tree", this, Tree with { IncludeThreads = true }, ProcessDataSets.All),
        new Watcher("names", this, new() { Name = name => name is "sleep" or "cat" }, ProcessDataSets.Default),
        new MachineWatcher(this),
        new SlowConsumer(this),
        new MonitorHolder(this),
        new Waiter(this),
        new FileLister(this),
        new Forgetter(this),
        .. Enumerable.Range(1, 3).Select(number => new Stopper($"stopper {number}", this)),
        .. Enumerable.Range(1, 2).Select(number => new Shells($"runspace {number}", this)),
    ];

    // All actors have stopped, so all watches of the session must be closed.
    private void CheckForgotten()
    {
        Meter.Collect();
        if (Shared.WatchCount > 0 || Shared.OpenDescriptorCount > 0)
            Faults.Add("shared session", $"keeps {Shared.WatchCount} watches and {Shared.OpenDescriptorCount} descriptors open");
    }

    // A measurement collects all garbage, so it must not run often.
    private int Times => (int)double.Clamp(options.Duration.TotalSeconds / 4, 2, MostMeasured);

    private TimeSpan Until(int turn) => (options.Duration * turn / Times) - _clock.Elapsed is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void Measure()
    {
        Measurement now = Meter.Take(_clock.Elapsed, Actors.Sum(actor => actor.Samples), Faults.Count);
        _measurements.Add(now);
        if (options.Log is not string log) return;
        if (_measurements.Count == 1) File.WriteAllText(log, Measurement.Heading + "\n");
        File.AppendAllText(log, $"{now}\n");
    }
}
