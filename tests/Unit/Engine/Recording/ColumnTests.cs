using Vmon.Recording;

namespace Vmon.Tests.Engine.Recording;

public sealed class ColumnTests
{
    [Theory]
    [InlineData(0L)]
    [InlineData(127L)]
    [InlineData(128L)]
    [InlineData(-1L)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Numbers_are_read_as_written(long value)
    {
        ColumnWriter writer = new();
        writer.Add((ulong)value);
        writer.AddSigned(value);
        ColumnReader reader = new(writer.Bytes.ToArray());
        Assert.Equal((ulong)value, reader.Read());
        Assert.Equal(value, reader.ReadSigned());
        Assert.True(reader is { IsAtEnd: true, IsMalformed: false });
    }

    [Fact]
    public void Small_numbers_of_both_signs_take_one_byte()
    {
        ColumnWriter writer = new();
        for (int value = -64; value < 64; value++) writer.AddSigned(value);
        Assert.Equal(128, writer.Length);
    }

    [Fact]
    public void Texts_are_read_as_written()
    {
        ColumnWriter writer = new();
        writer.AddText("bash"u8);
        writer.AddText(default);
        ColumnReader reader = new(writer.Bytes.ToArray());
        Assert.Equal("bash"u8, reader.ReadText());
        Assert.True(reader.ReadText().IsEmpty);
        Assert.True(reader is { IsAtEnd: true, IsMalformed: false });
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]
    [InlineData("ffffffffffffffffff02")]
    [InlineData("8080808080808080808000")]
    public void Impossible_number_is_malformed(string bytes)
    {
        ColumnReader reader = new(Convert.FromHexString(bytes));
        Assert.Equal(0UL, reader.Read());
        Assert.True(reader.IsMalformed);
        Assert.Equal(0L, reader.ReadSigned());
    }

    [Theory]
    [InlineData("056162")]
    [InlineData("ffffffffffffffffff01")]
    public void Text_that_is_longer_than_the_column_is_malformed(string bytes)
    {
        ColumnReader reader = new(Convert.FromHexString(bytes));
        Assert.True(reader.ReadText().IsEmpty);
        Assert.True(reader.IsMalformed);
    }

    [Fact]
    public void Index_beyond_its_limit_is_malformed()
    {
        ColumnReader reader = new(new byte[] { 4, 5 });
        Assert.Equal(4, reader.ReadIndex(5));
        Assert.Equal(0, reader.ReadIndex(5));
        Assert.True(reader.IsMalformed);
    }
}
