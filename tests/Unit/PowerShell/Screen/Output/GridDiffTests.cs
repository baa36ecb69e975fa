using System.Buffers;
using System.Text;
using Vmon.PowerShell.Screen.Cells;
using Vmon.PowerShell.Screen.Output;

namespace Vmon.Tests.PowerShell.Screen.Output;

public class GridDiffTests
{
    private static readonly string[] Pieces = ["a", "b", " ", " ", " ", "日", "e\u0301", "█", "🚀", "longer text"];

    private static readonly Style[] Styles = [Style.Plain, Style.Plain, Style.Strong, new(Hue.User), new(Hue.User, Hue.System)];

    private static string Diff(CellGrid? before, CellGrid after, ColourDepth depth = ColourDepth.Ansi)
    {
        ArrayBufferWriter<byte> output = new();
        new GridDiff(new Palette(depth)).Write(before, after, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static CellGrid Grid(params string[] rows)
    {
        CellGrid grid = new(rows.Max(row => row.Length), rows.Length);
        for (int y = 0; y < rows.Length; y++) _ = grid.Write(0, y, rows[y], Style.Plain);
        return grid;
    }

    [Fact]
    public void Equal_screens_write_nothing() => Assert.Equal("", Diff(Grid("one", "two"), Grid("one", "two")));

    [Fact]
    public void Changed_cell_is_written_alone() => Assert.Equal("\e[2;3HX", Diff(Grid("first line", "a b c d e "), Grid("first line", "a X c d e ")));

    [Fact]
    public void Cells_close_to_each_other_are_written_together() => Assert.Equal("\e[1;2HXcdY", Diff(Grid("abcdefgh"), Grid("aXcdYfgh")));

    [Fact]
    public void Cells_apart_are_reached_by_a_move() => Assert.Equal("\e[1;2HX\e[10CY", Diff(Grid("abcdefghijklmnop"), Grid("aXcdefghijklYnop")));

    [Fact]
    public void Blank_rest_of_a_line_is_erased() => Assert.Equal("\e[1;2H\e[K", Diff(Grid("abcdefghij"), Grid("a         ")));

    [Fact]
    public void Style_is_the_default_again_at_the_end()
    {
        CellGrid after = new(10, 1);
        _ = after.Write(0, 0, "x", new Style(Hue.Bad));
        Assert.Equal("\e[1;1H\e[;31mx\e[m", Diff(new CellGrid(10, 1), after));
    }

    [Theory]
    [InlineData((int)ColourDepth.None, "\e[;7m")]
    [InlineData((int)ColourDepth.Ansi, "\e[;7;36m")]
    [InlineData((int)ColourDepth.Indexed, "\e[;7;38;5;30m")]
    [InlineData((int)ColourDepth.True, "\e[;7;38;2;42;143;143m")]
    public void Colours_are_those_that_the_terminal_has(int depth, string sequence) =>
        Assert.Equal(sequence, Encoding.ASCII.GetString(new Palette((ColourDepth)depth).Select(Style.Title)));

    [Fact]
    public void Without_colours_the_meaning_of_each_hue_has_no_colour_sequence()
    {
        foreach (Hue hue in Enum.GetValues<Hue>())
            Assert.Matches(@"^\e\[[;12457]*m$", Encoding.ASCII.GetString(new Palette(ColourDepth.None).Select(new Style(hue, hue))));
    }

    [Fact]
    public void Screen_of_another_size_is_written_completely()
    {
        FakeScreen screen = new(4, 2);
        screen.Write("\e[1;1Hgarb\e[2;1Hage!"u8);
        screen.Write(Encoding.UTF8.GetBytes(Diff(new CellGrid(9, 9), Grid("ab  ", "    "))));
        Assert.Equal(["ab", ""], [screen.TextOf(0), screen.TextOf(1)]);
    }

    [Fact]
    public void Terminal_shows_the_next_screen_whatever_the_one_before_was()
    {
        Random random = new(20261129);
        for (int run = 0; run < 300; run++)
        {
            int width = random.Next(1, 40);
            int height = random.Next(1, 6);
            FakeScreen screen = new(width, height);
            CellGrid? before = null;
            for (int step = 0; step < 6; step++)
            {
                CellGrid after = step % 2 == 1 ? Changed(before!, random) : Random(width, height, random);
                screen.Write(Encoding.UTF8.GetBytes(Diff(before, after)));
                for (int y = 0; y < height; y++) Assert.Equal(after.TextOf(y), screen.TextOf(y));
                Assert.Equal("", screen.Style);
                before = after;
            }
        }
    }

    private static CellGrid Random(int width, int height, Random random)
    {
        CellGrid grid = new(width, height);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width;) x = Math.Max(x + 1, grid.Write(x, y, Pieces[random.Next(Pieces.Length)], Styles[random.Next(Styles.Length)]));
        return grid;
    }

    private static CellGrid Changed(CellGrid before, Random random)
    {
        CellGrid after = new(before.Width, before.Height);
        for (int y = 0; y < before.Height; y++)
            for (int x = 0; x < before.Width; x++)
                if (!before.Row(y)[x].IsRest) _ = after.Write(x, y, before.Row(y)[x].Text, before.Row(y)[x].Style);
        for (int i = 0; i < 3; i++) _ = after.Write(random.Next(before.Width), random.Next(before.Height), Pieces[random.Next(Pieces.Length)], Styles[random.Next(Styles.Length)]);
        return after;
    }
}
