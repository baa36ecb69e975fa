using System.Diagnostics;

namespace Vmon.Tests.Workloads;

/// <summary>Waiting for what another process or thread does, with a bound far beyond what it can take.</summary>
internal static class WaitUntil
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    internal static void True(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < Bound, "It did not come to be.");
            Thread.Sleep(20);
        }
    }
}
