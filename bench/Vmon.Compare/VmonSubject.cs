using System.Globalization;
using System.Runtime;

namespace Vmon.Compare;

/// <summary>Vmon as a peer in its own process: "--vmon DATASETS FOLLOWS OBJECTS EXACT THREADS STREAM FILES INTERVAL SAMPLES ROOT".</summary>
internal sealed record VmonSubject
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(30);

    internal ProcessDataSets DataSets { get; init; } = ProcessDataSets.Default;

    internal bool FollowsLoad { get; init; }

    internal bool IncludesThreads { get; init; }

    internal bool MakesObjects { get; init; }

    /// <summary>Whether open files are counted, and have the objects.</summary>
    internal bool CountsFiles { get; init; }

    internal bool UsesTaskStream { get; init; } = true;

    internal bool IsExact { get; init; }

    internal double Interval { get; init; }

    internal int Samples { get; init; }

    internal int Root { get; init; }

    internal string[] ToArguments() =>
        ["--vmon", $"{DataSets}", $"{FollowsLoad}", $"{MakesObjects}", $"{IsExact}", $"{IncludesThreads}", $"{UsesTaskStream}", $"{CountsFiles}", Interval.ToString(CultureInfo.InvariantCulture), $"{Samples}", $"{Root}"];

    internal static VmonSubject Parse(string[] args) => new()
    {
        DataSets = Enum.Parse<ProcessDataSets>(args[1]),
        FollowsLoad = bool.Parse(args[2]),
        MakesObjects = bool.Parse(args[3]),
        IsExact = bool.Parse(args[4]),
        IncludesThreads = bool.Parse(args[5]),
        UsesTaskStream = bool.Parse(args[6]),
        CountsFiles = bool.Parse(args[7]),
        Interval = double.Parse(args[8], CultureInfo.InvariantCulture),
        Samples = int.Parse(args[9], CultureInfo.InvariantCulture),
        Root = int.Parse(args[10], CultureInfo.InvariantCulture),
    };

    internal void Run()
    {
        using VmonSession session = new(new SessionOptions { DataSets = DataSets, Exact = IsExact, UseTaskStream = UsesTaskStream });
        using ProcessWatch watch = session.Watch(FollowsLoad
            ? new ProcessSelection
            {
                Targets = [session.Find(Root) ?? throw new InvalidOperationException("The load has exited.")],
                FollowChildren = true,
                IncludeThreads = IncludesThreads,
            }
            : ProcessSelection.Everything);

        MeasuredWatch measured = new(watch, MakesObjects, CountsFiles);
        long empty = GC.GetTotalMemory(forceFullCollection: true);
        measured.Sample();
        Console.WriteLine($"first {Environment.ProcessId}");
        WarmUp(measured);

        Console.WriteLine("ready");
        _ = Console.ReadLine();
        measured.Reset();
        SampleClock clock = new(TimeProvider.System, TimeSpan.FromSeconds(Interval));
        for (int i = 0; i < Samples && clock.WaitForNext(default, out _); i++) measured.Sample();

        Console.WriteLine("done");
        _ = Console.ReadLine();
        int count = CountsFiles ? watch.Files(FileSelection.Everything).Count() : watch.Processes().Count();
        double held = (double)(GC.GetTotalMemory(forceFullCollection: true) - empty) / count;
        Console.WriteLine($"count {count} {measured.ToFacts(session, held)}");
        GC.KeepAlive(watch);
    }

    /// <summary>Samples until the compiler has been idle for a second. It works in the background, long after a method became hot.</summary>
    private static void WarmUp(MeasuredWatch measured)
    {
        SampleClock clock = new(TimeProvider.System, TimeSpan.FromMilliseconds(10));
        TimeSpan lastCompiled = default;
        for (long compiled = 0; clock.Elapsed - lastCompiled < Quiet && clock.Elapsed < LongestWarmUp; measured.Sample())
        {
            _ = clock.WaitForNext(default, out _);
            if (compiled == JitInfo.GetCompiledMethodCount()) continue;
            compiled = JitInfo.GetCompiledMethodCount();
            lastCompiled = clock.Elapsed;
        }
    }
}
