using Vmon.Recording;
using Vmon.Recording.Files;

namespace Vmon.Tests.Engine.Recording.Files;

public sealed class MergedColumnsTests
{
    [Fact]
    public void Payload_has_each_column_of_all_frames_one_after_the_other()
    {
        ColumnSet block = new();
        MergedColumns merged = new();
        for (int frame = 0; frame < 5; frame++)
        {
            ColumnSet columns = new();
            for (int column = frame; column < 1000; column += 1 + (frame * 37))
            {
                byte[] bytes = [.. Enumerable.Repeat((byte)(frame + column), column % 9)];
                columns[column].Append(bytes);
                block[column].Append(bytes);
            }

            Assert.True(merged.TryAdd(Encode(columns)));
        }

        Assert.Equal(Encode(block), merged.ToArray());
        Assert.Equal(merged.Length, merged.Parts().Sum(part => part.Length));
    }

    // Not written by this version.
    [Fact]
    public void Columns_without_bytes_are_passed_over()
    {
        MergedColumns merged = new();
        Assert.True(merged.TryAdd(new byte[] { 1, 0, 2, 1, 7 }));
        Assert.True(merged.TryAdd(new byte[] { 2, 1, 8, 3, 0 }));
        Assert.Equal([2, 2, 7, 8], merged.ToArray());
    }

    [Theory]
    [InlineData(2, 1, 7, 1, 1, 7)]
    [InlineData(1, 1, 7, 1, 1, 7)]
    [InlineData(1, 1, 7, 2, 9, 7)]
    [InlineData(1, 1, 7, 0xff, 0x7f, 0)]
    public void Frame_with_malformed_bytes_is_not_added(params int[] bytes)
    {
        MergedColumns merged = new();
        Assert.False(merged.TryAdd(bytes.Select(one => (byte)one).ToArray()));
        Assert.Equal(0, merged.Length);
        Assert.Empty(merged.Parts());
    }

    private static byte[] Encode(ColumnSet columns)
    {
        ColumnWriter bytes = new();
        ColumnCode.Write(columns, bytes);
        return bytes.Bytes.ToArray();
    }
}
