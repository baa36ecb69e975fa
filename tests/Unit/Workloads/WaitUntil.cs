using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>Waits for a condition that another process or thread meets, with a generous time limit.</summary>
internal static class WaitUntil
{
    internal static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    internal static void True(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Bound, "The condition was not met in time.");
            Thread.Sleep(20);
        }
    }
}
