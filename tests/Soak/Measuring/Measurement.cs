using System.Globalization;

namespace Vmon.Soak.Measuring;

/// <summary>What the process holds after a full collection. Threads that read files that can block are counted separately: each watch has one.</summary>
internal sealed record Measurement(
    TimeSpan Time, long Samples, long Faults, int Descriptors, int IntoProc, int Threads, int ReadingThreads, long ManagedBytes, long ResidentBytes, TimeSpan Cpu)
{
    internal const string Heading = "      time    samples  faults  descriptors  of /proc  threads  reading  managed MB  resident MB    CPU s";

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Time:hh\\:mm\\:ss} {Samples,12} {Faults,7} {Descriptors,12} {IntoProc,9} {Threads,8} {ReadingThreads,8} {ManagedBytes / 1e6,11:F2} {ResidentBytes / 1e6,12:F2} {Cpu.TotalSeconds,8:F1}");
}
