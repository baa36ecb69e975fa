using System.Buffers;
using System.Globalization;
using System.Text;
using Vmon.PowerShell.Screen.Cells;

namespace Vmon.PowerShell.Screen.Output;

/// <summary>Turns one screen into the next with few bytes. The cursor may be anywhere before, and the style is the default one before and after.</summary>
internal sealed class GridDiff(Palette palette)
{
    // A move to the right takes as many bytes.
    private const int ShortGap = 4;

    private IBufferWriter<byte> _output = new ArrayBufferWriter<byte>();
    private Style _style;
    private int _x;
    private int _y;

    /// <summary>Writes the differences.</summary>
    /// <param name="before">What the screen shows. Null if unknown.</param>
    /// <param name="after">What it is to show.</param>
    /// <param name="output">Where the sequences go.</param>
    internal void Write(CellGrid? before, CellGrid after, IBufferWriter<byte> output)
    {
        _output = output;
        _style = Style.Plain;
        _x = _y = -1;
        if (before is not null && (before.Width != after.Width || before.Height != after.Height)) before = null;
        for (int y = 0; y < after.Height; y++) WriteRow(before is null ? default : before.Row(y), after.Row(y), y);
        Select(Style.Plain);
    }

    /// <summary>Writes the move of the cursor to a place.</summary>
    internal static void MoveTo(int x, int y, IBufferWriter<byte> output) => Write(output, string.Create(CultureInfo.InvariantCulture, $"\e[{y + 1};{x + 1}H"));

    private void WriteRow(ReadOnlySpan<Cell> before, ReadOnlySpan<Cell> after, int y)
    {
        if (before.SequenceEqual(after)) return;
        int blank = after.Length;
        while (blank > 0 && after[blank - 1] == Cell.Blank) blank--;
        for (int x = 0; x < after.Length;)
        {
            if (IsSame(before, after, x))
            {
                x++;
                continue;
            }

            if (x >= blank)
            {
                if (before.IsEmpty || CountDifferent(before, after, x) > ShortGap)
                {
                    Move(x, y);
                    Select(Style.Plain);
                    Put("\e[K"u8);
                    return;
                }
            }

            if (after[x].IsRest) x--; // the left half draws both
            Move(x, y);
            x = WriteRun(before, after, x, y, blank);
        }
    }

    // Goes on over a few cells that are the same, if that needs no other style.
    private int WriteRun(ReadOnlySpan<Cell> before, ReadOnlySpan<Cell> after, int x, int y, int blank)
    {
        while (x < after.Length)
        {
            if (IsSame(before, after, x) && !after[x].IsRest)
            {
                int next = x;
                while (next < after.Length && IsSame(before, after, next)) next++;
                if (next == after.Length || next - x > ShortGap || !IsCheap(after[x..(next + 1)])) return x;
            }

            if (x >= blank && !before.IsEmpty && CountDifferent(before, after, x) > ShortGap) return x;
            if (x >= blank && before.IsEmpty) return x;
            x += Print(after, x, y);
        }

        return x;
    }

    private bool IsCheap(ReadOnlySpan<Cell> cells)
    {
        foreach (ref readonly Cell cell in cells)
            if (cell.Style != _style || cell.IsRest) return false;
        return true;
    }

    private int Print(ReadOnlySpan<Cell> row, int x, int y)
    {
        if (_x < 0) Move(x, y);
        Select(row[x].Style);
        string text = row[x].Text;
        int columns = x + 1 < row.Length && row[x + 1].IsRest ? 2 : 1;
        Write(_output, text);

        // Terminals do not agree on the width of what is not ASCII, and keep the cursor at the last column in ways of their own.
        if (!IsCertain(text)) _x = _y = -1;
        else _x = x + columns < row.Length ? x + columns : -1;
        return columns;
    }

    // ASCII, and the lines and blocks of which the view consists.
    private static bool IsCertain(string text) => text.Length == 1 && text[0] is < '\x7f' or (>= '\u2500' and <= '\u259f');

    private static bool IsSame(ReadOnlySpan<Cell> before, ReadOnlySpan<Cell> after, int x) => !before.IsEmpty && before[x] == after[x];

    private static int CountDifferent(ReadOnlySpan<Cell> before, ReadOnlySpan<Cell> after, int from)
    {
        int count = 0;
        for (int x = from; x < after.Length; x++)
            if (before[x] != after[x]) count++;
        return count;
    }

    private void Move(int x, int y)
    {
        if (_y == y && _x == x) return;
        if (_y == y && _x >= 0 && x > _x) Write(_output, x - _x == 1 ? "\e[C" : string.Create(CultureInfo.InvariantCulture, $"\e[{x - _x}C"));
        else if (x == 0 && y == _y + 1 && _y >= 0) Put("\r\n"u8);
        else MoveTo(x, y, _output);
        (_x, _y) = (x, y);
    }

    private void Select(Style style)
    {
        if (style == _style) return;
        Put(palette.Select(style));
        _style = style;
    }

    private void Put(ReadOnlySpan<byte> bytes) => _output.Write(bytes);

    private static void Write(IBufferWriter<byte> output, string text)
    {
        Span<byte> bytes = output.GetSpan(text.Length * 3);
        output.Advance(Encoding.UTF8.GetBytes(text, bytes));
    }
}
