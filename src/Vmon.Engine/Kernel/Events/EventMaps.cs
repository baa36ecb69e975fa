using Microsoft.Win32.SafeHandles;
using Vmon.Native;

namespace Vmon.Kernel.Events;

/// <summary>The memory that the programs of process events share with their reader.</summary>
internal sealed unsafe class EventMaps : IDisposable
{
    // 10,000 processes per second that start, execute and exit write 0.7 MB in 100 ms.
    private const int MostSize = 4 * 1024 * 1024;
    private const int LeastSize = 64 * 1024;
    private const int ScratchSize = 2048;

    private readonly SafeFileHandle _ring;
    private readonly SafeFileHandle _lost;
    private readonly SafeFileHandle _scratch;
    private readonly MappedMemory _consumer;
    private readonly MappedMemory _producer;
    private readonly MappedMemory _count;

    private EventMaps(SafeFileHandle ring, SafeFileHandle lost, SafeFileHandle scratch, MappedMemory consumer, MappedMemory producer, MappedMemory count, int size)
    {
        (_ring, _lost, _scratch, _consumer, _producer, _count) = (ring, lost, scratch, consumer, producer, count);
        Size = size;
        Reader = new RingReader((long*)consumer.Pointer, (long*)producer.Pointer, producer.Pointer + Environment.SystemPageSize, size);
    }

    internal int Ring => BpfProgram.Descriptor(_ring);

    /// <summary>Bytes of the ring.</summary>
    internal int Size { get; }

    internal int Lost => BpfProgram.Descriptor(_lost);

    /// <summary>2048 bytes for each CPU.</summary>
    internal int Scratch => BpfProgram.Descriptor(_scratch);

    internal RingReader Reader { get; }

    /// <summary>Number of records that did not fit.</summary>
    internal long LostCount => Volatile.Read(ref *(long*)_count.Pointer);

    /// <summary>Null if the kernel refuses.</summary>
    /// <param name="most">Bytes of the ring, if there is memory for them.</param>
    internal static EventMaps? TryCreate(int most = MostSize)
    {
        int page = Environment.SystemPageSize;
        SafeFileHandle? lost = BpfMap.CreateValue("vmon_lost"u8, sizeof(long));
        SafeFileHandle? scratch = BpfMap.CreateScratch("vmon_scratch"u8, ScratchSize);
        SafeFileHandle? ring = null;
        int size = most;
        for (; ring is null && size >= Math.Max(LeastSize, page); size /= ring is null ? 2 : 1) ring = BpfMap.CreateRing("vmon_events"u8, size);
        MappedMemory? count = lost is null ? null : MappedMemory.TryMap(lost, page, 0, isWritable: false);
        MappedMemory? consumer = ring is null ? null : MappedMemory.TryMap(ring, page, 0, isWritable: true);
        MappedMemory? producer = ring is null ? null : MappedMemory.TryMap(ring, page + size, page, isWritable: false);
        if (ring is not null && lost is not null && scratch is not null && consumer is not null && producer is not null && count is not null)
            return new EventMaps(ring, lost, scratch, consumer, producer, count, size);
        foreach (IDisposable? part in (IDisposable?[])[ring, lost, scratch, consumer, producer, count]) part?.Dispose();
        return null;
    }

    public void Dispose()
    {
        foreach (IDisposable part in (IDisposable[])[_consumer, _producer, _count, _ring, _lost, _scratch]) part.Dispose();
    }
}
