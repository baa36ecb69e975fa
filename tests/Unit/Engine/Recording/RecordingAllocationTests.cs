using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Recording;
using Vmon.Recording.Files;
using Vmon.Tests.Engine.Model;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Recording;

public sealed class RecordingAllocationTests : IDisposable
{
    private const int Processes = 1000;
    private const int Samples = 200;

    private readonly TemporaryDirectory _directory = new();
    private readonly MemorySource _source = new();
    private readonly VmonSession _session = new(new SessionOptions());

    public void Dispose()
    {
        _session.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Frames_of_processes_that_exist_allocate_nothing(bool withMachine)
    {
        ProcessTable table = ProcessTable.Live(_source, ProcessSelection.Everything, ProcessDataSets.Default);
        using SystemWatch machine = _session.WatchSystem();
        machine.Sampler.KeepTexts();
        FrameWriter writer = new(table, withMachine ? machine.Sampler : null, cgroups: null, () => TestPreamble.Of(table.Feed));
        using RecordingStore store = RecordingStore.Open(new StoreOptions { Path = _directory.Path });
        FrameOrigin origin = new(Guid.NewGuid(), "host");
        List<ProcessRecord> none = [];
        Put(0);
        int allocating = 0;
        int counted = 0;
        for (int i = 1; i <= Samples; i++)
        {
            _source.Pass(TimeSpan.FromSeconds(5));
            for (int id = 1 + (i % 20); id <= Processes; id += 20) Put(id, i);
            Assert.True(table.TrySample(CancellationToken.None));
            machine.Sample();
            bool isWhole = store.NeedsWhole;
            long before = GC.GetAllocatedBytesForCurrentThread();
            writer.Write(none, isWhole);
            AppendStatus status = store.Append(writer.Times.BeganAt, origin, isWhole, writer.Frame);
            long after = GC.GetAllocatedBytesForCurrentThread();
            Assert.Equal(AppendStatus.Ok, status);
            if (i <= Samples / 2 || isWhole) continue;
            if (after > before) allocating++;
            counted++;
        }

        table.Close();
        Assert.InRange(counted, Samples / 4, Samples);
        Assert.InRange(allocating, 0, counted / 20); // a buffer grows when a number has another digit
    }

    private void Put(int count)
    {
        for (int id = 1; id <= Processes; id++) Put(id, count);
    }

    private void Put(int id, int sample) => _source.Put(id, 0, user: sample, read: 4096 * sample, written: 100 * sample, residentPages: 100 + (sample % 7));
}
