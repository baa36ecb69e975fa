using Vmon.PowerShell.Screen.Cells;

namespace Vmon.Tests.PowerShell.Screen.Cells;

public class CellGridTests
{
    [Fact]
    public void Text_is_cut_off_at_the_edge()
    {
        CellGrid grid = new(6, 2);
        Assert.Equal(6, grid.Write(3, 0, "abcdef", Style.Plain));
        Assert.Equal("   abc", grid.TextOf(0));
        Assert.Equal("", grid.TextOf(1));
    }

    [Fact]
    public void Wide_character_without_room_for_both_halves_is_left_out()
    {
        CellGrid grid = new(5, 1);
        Assert.Equal(4, grid.Write(0, 0, "日本語", Style.Plain));
        Assert.Equal("日本", grid.TextOf(0));
        Assert.Equal(Cell.Blank, grid.Row(0)[4]);
    }

    [Fact]
    public void Combining_mark_joins_the_character_before()
    {
        CellGrid grid = new(5, 1);
        _ = grid.Write(0, 0, "e\u0301x", Style.Plain);
        Assert.Equal("e\u0301", grid.Row(0)[0].Text);
        Assert.Equal("x", grid.Row(0)[1].Text);
    }

    [Fact]
    public void Marks_beyond_a_bound_are_dropped()
    {
        CellGrid grid = new(5, 1);
        _ = grid.Write(0, 0, "e" + new string('\u0301', 1000), Style.Plain);
        Assert.InRange(grid.Row(0)[0].Text.Length, 2, 10);
    }

    [Theory]
    [InlineData(0, "x ")]
    [InlineData(1, " x")]
    public void Half_a_wide_character_that_is_overwritten_leaves_a_blank(int at, string expected)
    {
        CellGrid grid = new(4, 1);
        _ = grid.Write(0, 0, "日b", Style.Plain);
        _ = grid.Write(at, 0, "x", Style.Plain);
        Assert.Equal(expected + "b", grid.TextOf(0));
    }

    [Fact]
    public void Drawing_outside_is_ignored()
    {
        CellGrid grid = new(4, 2);
        _ = grid.Write(-3, 0, "abcde", Style.Plain);
        _ = grid.Write(0, 2, "below", Style.Plain);
        _ = grid.Write(0, -1, "above", Style.Plain);
        grid.Fill(2, 5, 10, "x", Style.Plain);
        grid.Set(9, 9, new Cell("x", Style.Plain));
        grid.Select(3, 7, 4);
        Assert.Equal("de", grid.TextOf(0));
        Assert.Equal("", grid.TextOf(1));
    }

    [Fact]
    public void Text_on_the_right_ends_before_the_column()
    {
        CellGrid grid = new(8, 1);
        grid.WriteRight(6, 0, "123", Style.Plain, 5);
        Assert.Equal("   123", grid.TextOf(0));
    }
}
