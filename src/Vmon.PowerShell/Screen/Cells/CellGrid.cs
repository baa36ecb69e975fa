using System.Text;

namespace Vmon.PowerShell.Screen.Cells;

/// <summary>What the screen shows, cell by cell. Drawing outside is ignored.</summary>
internal sealed class CellGrid
{
    // More marks on one character are not shown.
    private const int LongestCluster = 8;

    private readonly Cell[] _cells;

    internal CellGrid(int width, int height)
    {
        Width = width;
        Height = height;
        _cells = new Cell[width * height];
        Clear();
    }

    internal int Width { get; }

    internal int Height { get; }

    internal void Clear() => Array.Fill(_cells, Cell.Blank);

    internal ReadOnlySpan<Cell> Row(int y) => _cells.AsSpan(y * Width, Width);

    /// <summary>Writes text that is printable, and cuts it off at a width. Returns the column after it.</summary>
    internal int Write(int x, int y, ReadOnlySpan<char> text, Style style, int width = int.MaxValue)
    {
        if (y < 0 || y >= Height) return x;
        int end = (int)Math.Min(Width, (long)x + width);
        for (int at = 0; at < text.Length;)
        {
            if (text[at] is >= ' ' and < '\x7f' && (at + 1 == text.Length || text[at + 1] < '\x80'))
            {
                if (x >= end) return x;
                Put(x++, y, Cell.TextOf(text[at++]), style, 1);
                continue;
            }

            Rune.DecodeFromUtf16(text[at..], out Rune rune, out int length);
            at += length;
            int columns = TextWidth.Of(rune);
            if (columns == 0) Join(x - 1, y, rune);
            else if (x + columns > end) return x;
            else
            {
                Put(x, y, length == 1 ? Cell.TextOf(text[at - 1]) : rune.ToString(), style, columns);
                x += columns;
            }
        }

        return x;
    }

    /// <summary>Writes text that ends before a column.</summary>
    internal void WriteRight(int end, int y, string text, Style style, int width)
    {
        int columns = Math.Min(TextWidth.Of(text), width);
        _ = Write(end - columns, y, text, style, columns);
    }

    /// <summary>Repeats a character.</summary>
    internal void Fill(int x, int y, int width, string text, Style style)
    {
        for (int end = Math.Min(Width, x + width); x < end; x++) Set(x, y, new Cell(text, style));
    }

    /// <summary>Sets a cell of one column.</summary>
    internal void Set(int x, int y, Cell cell)
    {
        if (x >= 0 && x < Width && y >= 0 && y < Height) Put(x, y, cell.Text, cell.Style, 1);
    }

    /// <summary>Gives a part of a row the look of a selection.</summary>
    internal void Select(int x, int y, int width)
    {
        if (y < 0 || y >= Height) return;
        for (int end = Math.Min(Width, x + width); x < end; x++)
        {
            ref Cell cell = ref _cells[(y * Width) + x];
            cell = cell with { Style = cell.Style.Selected };
        }
    }

    /// <summary>The text of a row, for tests.</summary>
    internal string TextOf(int y)
    {
        StringBuilder text = new();
        foreach (ref readonly Cell cell in Row(y)) _ = text.Append(cell.Text);
        return text.ToString().TrimEnd();
    }

    // Half of a wide character that is overwritten leaves a blank.
    private void Put(int x, int y, string text, Style style, int columns)
    {
        if (x < 0) return;
        Span<Cell> row = _cells.AsSpan(y * Width, Width);
        if (row[x].IsRest && x > 0) row[x - 1] = Cell.Blank with { Style = row[x - 1].Style };
        int after = x + columns;
        if (after < Width && row[after].IsRest) row[after] = Cell.Blank with { Style = row[after].Style };
        row[x] = new Cell(text, style);
        if (columns == 2) row[x + 1] = new Cell("", style);
    }

    private void Join(int x, int y, Rune mark)
    {
        if (x > 0 && x < Width && _cells[(y * Width) + x].IsRest) x--;
        if (x < 0 || x >= Width) return;
        ref Cell cell = ref _cells[(y * Width) + x];
        if (cell.Text.Length < LongestCluster) cell = cell with { Text = cell.Text + mark };
    }
}
