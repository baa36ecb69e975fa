using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.First;

/// <summary>Vmon as a <see cref="FirstPeer"/>, in its own process: a session, a watch with the default data sets, one sample, an object of each process.</summary>
internal static class VmonFirst
{
    private const int Later = 10;

    internal static void Run()
    {
        (double wall, double cpu) = Look();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first {Environment.ProcessId} {wall} {cpu}"));
        _ = Console.ReadLine();
        (double Wall, double Cpu)[] again = [.. Enumerable.Range(0, Later).Select(_ => Look())];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"again {Median.Of(again.Select(look => look.Wall))} {Median.Of(again.Select(look => look.Cpu))}"));
    }

    private static (double Wall, double Cpu) Look()
    {
        double cpu = CpuTime.OfThisProcess();
        long begin = Stopwatch.GetTimestamp();
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        _ = watch.Processes().Count();
        return (Stopwatch.GetElapsedTime(begin).TotalMilliseconds, (CpuTime.OfThisProcess() - cpu) / 1000);
    }
}
