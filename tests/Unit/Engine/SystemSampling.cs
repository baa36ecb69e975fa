using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine;

/// <summary>Samples of the machine over a fake /proc.</summary>
public abstract class SystemSampling : IDisposable
{
    private protected const SystemDataSets Everything = SystemDataSets.All;

    private protected ProcTree Proc { get; } = new();

    private protected FakeTime Clock { get; } = new();

    public void Dispose()
    {
        Proc.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Write(string stat) => Proc["stat"] = stat + (stat.Contains("ctxt", StringComparison.Ordinal) ? "" : "ctxt 1\n");

    /// <summary>The second of two samples that are two seconds apart.</summary>
    private protected SystemSample After(string then, string now)
    {
        Write(then);
        return Take(2, () => Write(now));
    }

    private protected SystemSample Take(int count, Action? between = null)
    {
        using VmonSession session = Proc.Start(Clock);
        using SystemWatch watch = session.WatchSystem(Everything);
        watch.Sample();
        for (int taken = 1; taken < count; taken++)
        {
            between?.Invoke();
            Clock.Advance(TimeSpan.FromSeconds(2));
            watch.Sample();
        }

        return watch.Current!;
    }
}
