using System.Buffers.Binary;
using Vmon.Native;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class AuxiliaryVectorTests
{
    [Theory]
    [InlineData(8, false)]
    [InlineData(8, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void TryParse_reads_page_size_tick_rate_and_byte_order(int size, bool isBigEndian)
    {
        Assert.True(AuxiliaryVector.TryParse(Write(size, isBigEndian, 33, 0x7ffd8000, 6, 65536, 17, 1024, 25, 0x12345678, 0, 0), out AuxiliaryVector vector));
        Assert.Equal(new AuxiliaryVector(65536, 1024, isBigEndian), vector);
    }

    [Fact]
    public void TryParse_rejects_implausible_vectors()
    {
        Assert.False(AuxiliaryVector.TryParse([], out _));
        Assert.False(AuxiliaryVector.TryParse(new byte[320], out _));
        Assert.False(AuxiliaryVector.TryParse("text that is not a vector, but as long as one could be"u8, out _));
        Assert.False(AuxiliaryVector.TryParse(Write(8, false, 6, 4096, 0, 0), out _), "The clock tick is missing.");
        Assert.False(AuxiliaryVector.TryParse(Write(8, false, 6, 5000, 17, 100, 0, 0), out _), "The page size is not a power of two.");
        Assert.False(AuxiliaryVector.TryParse(Write(8, false, 6, 4096, 17, 0, 0, 0), out _));
    }

    [Fact]
    public void TryParse_of_proc_self_auxv_matches_this_machine()
    {
        Assert.True(AuxiliaryVector.TryParse(File.ReadAllBytes("/proc/self/auxv"), out AuxiliaryVector vector));
        Assert.Equal(new AuxiliaryVector(SystemConstants.PageSize, SystemConstants.TicksPerSecond, !BitConverter.IsLittleEndian), vector);
    }

    internal static byte[] Write(int size, bool isBigEndian, params ReadOnlySpan<long> words)
    {
        byte[] bytes = new byte[words.Length * size];
        for (int word = 0; word < words.Length; word++)
        {
            Span<byte> place = bytes.AsSpan(word * size, size);
            if (size == 4 && isBigEndian) BinaryPrimitives.WriteInt32BigEndian(place, (int)words[word]);
            else if (size == 4) BinaryPrimitives.WriteInt32LittleEndian(place, (int)words[word]);
            else if (isBigEndian) BinaryPrimitives.WriteInt64BigEndian(place, words[word]);
            else BinaryPrimitives.WriteInt64LittleEndian(place, words[word]);
        }

        return bytes;
    }
}
