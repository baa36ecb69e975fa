using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare;

/// <summary>A watch that measures its own samples.</summary>
internal sealed class MeasuredWatch(ProcessWatch watch, bool makesObjects, bool ofFiles)
{
    private int _samples;
    private double _cpu;
    private long _sampleBytes;
    private long _objectBytes;
    private long _objects;

    internal void Reset() => (_samples, _cpu, _sampleBytes, _objectBytes, _objects) = (0, 0, 0, 0, 0);

    internal void Sample()
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        double cpu = CpuTime.OfThisProcess();
        watch.Sample();
        _cpu += CpuTime.OfThisProcess() - cpu;
        _sampleBytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        _samples++;
        if (makesObjects) MakeObjects();
    }

    internal EngineFacts ToFacts(VmonSession session, double heldBytes) => new(
        _cpu / _samples,
        _sampleBytes,
        _objects == 0 ? 0 : (double)_objectBytes / _objects,
        heldBytes,
        session.OpenDescriptorCount,
        session.DescriptorBudget,
        SoftLimit());

    private void MakeObjects()
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        if (ofFiles) foreach (OpenFile file in watch.Files(FileSelection.Everything)) _objects += file.Descriptor >= 0 ? 1 : 0;
        else foreach (ProcessSample process in watch.Processes()) _objects += process.Id > 0 ? 1 : 0;
        _objectBytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
    }

    // Max open files            20000                20000                files
    private static string SoftLimit() => File.ReadLines("/proc/self/limits")
        .First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3];
}
