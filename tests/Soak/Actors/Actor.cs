namespace Vmon.Soak.Actors;

/// <summary>A thread that repeats one action until the soak test is over. Every exception is a fault.</summary>
internal abstract class Actor(string name, SoakRun run)
{
    private readonly Random _random = new(name.GetHashCode(StringComparison.Ordinal));
    private Thread? _thread;
    private long _turns;
    private long _samples;

    internal string Name => name;

    internal long Turns => Interlocked.Read(ref _turns);

    internal long Samples => Interlocked.Read(ref _samples);

    protected SoakRun Run => run;

    protected CancellationToken Over => run.Over;

    internal void Start()
    {
        _thread = new Thread(Work) { Name = name, IsBackground = true };
        _thread.Start();
    }

    /// <summary>Waits for the thread. Returns false if it has not stopped in time.</summary>
    internal bool Join(TimeSpan patience) => _thread!.Join(patience);

    /// <summary>The action. A pause follows it.</summary>
    protected abstract void Turn();

    protected void Fault(string text) => run.Faults.Add(name, text);

    protected void CountSample()
    {
        _ = Interlocked.Increment(ref _samples);
        run.Throttle();
    }

    /// <summary>Checks the last sample of a watch, and returns its processes.</summary>
    protected ProcessSample[] Check(ProcessWatch watch, bool isEverything = false)
    {
        ProcessSample[] processes = [.. watch.Processes()];
        if (SnapshotCheck.Fault(processes, watch.SampleNumber, isEverything) is string fault) Fault(fault);
        CountSample();
        return processes;
    }

    /// <summary>A random time of up to twice the pause.</summary>
    protected TimeSpan AnyPause() => run.Options.Pause * (2 * _random.NextDouble());

    protected int Any(int count) => _random.Next(count);

    protected void Rest(TimeSpan time) => Over.WaitHandle.WaitOne(time);

    private void Work()
    {
        while (!Over.IsCancellationRequested)
        {
            run.Throttle();
            try
            {
                Turn();
            }
#pragma warning disable CA1031 // Every exception is a fault.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Fault(error.ToString());
            }

            Interlocked.Increment(ref _turns);
            Rest(AnyPause());
        }
    }
}
