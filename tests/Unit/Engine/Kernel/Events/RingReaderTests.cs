using System.Runtime.InteropServices;
using Vmon.Kernel.Events;

namespace Vmon.Tests.Engine.Kernel.Events;

public sealed unsafe class RingReaderTests : IDisposable
{
    private const int Size = 64;

    private readonly byte* _data = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly long* _positions = (long*)NativeMemory.AllocZeroed(2 * sizeof(long));

    public void Dispose()
    {
        NativeMemory.Free(_data);
        NativeMemory.Free(_positions);
    }

    private RingReader Reader => new(_positions, _positions + 1, _data, Size);

    [Fact]
    public void TryPeek_returns_records_in_order_until_they_are_released()
    {
        Write([1, 2, 3]);
        Write([4]);
        Assert.Equal([1, 2, 3], Peek());
        Assert.Equal([1, 2, 3], Peek());
        Reader.Release(3);
        Assert.Equal([4], Peek());
        Reader.Release(1);
        Assert.Null(Peek());
        Assert.Equal(0, Reader.Used);
    }

    [Fact]
    public void TryPeek_does_not_pass_a_record_that_is_being_written()
    {
        int at = Write([1], flags: 1u << 31);
        Write([2]);
        Assert.Null(Peek());
        WriteHeader(at, 1);
        Assert.Equal([1], Peek());
    }

    [Fact]
    public void TryPeek_skips_discarded_records()
    {
        Write([1, 2], flags: 1u << 30);
        Write([3]);
        Assert.Equal([3], Peek());
    }

    [Fact]
    public void A_record_across_the_end_of_the_ring_is_whole()
    {
        for (byte round = 0; round < 50; round++)
        {
            byte[] record = [.. Enumerable.Repeat(round, 1 + (round * 7 % 40))];
            Write(record);
            Assert.Equal(record, Peek());
            Reader.Release(record.Length);
        }
    }

    [Theory]
    [InlineData(9)]
    [InlineData(1 << 20)]
    [InlineData((1 << 30) - 1)]
    public void A_record_that_is_longer_than_what_was_written_ends_the_reading(uint length)
    {
        Write([1], flags: length - 1);
        Assert.Null(Peek());
        Assert.Equal(0, Reader.Used);
    }

    private byte[]? Peek() => Reader.TryPeek(out ReadOnlySpan<byte> record) ? record.ToArray() : null;

    private int Write(byte[] record, uint flags = 0)
    {
        int at = (int)(_positions[1] & (Size - 1));
        WriteHeader(at, (uint)record.Length + flags);
        for (int index = 0; index < record.Length; index++) Put(at + 8 + index, record[index]);
        _positions[1] += 8 + ((record.Length + 7) & ~7);
        return at;
    }

    private void WriteHeader(int at, uint length)
    {
        foreach ((byte value, int index) in BitConverter.GetBytes(length).Select((value, index) => (value, index))) Put(at + index, value);
    }

    private void Put(int at, byte value) => _data[at % Size] = value;
}
