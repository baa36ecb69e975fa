using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Vmon.Build.Help;

/// <summary>A table as text: in columns where it fits, otherwise a paragraph for each row, its first cell above it.</summary>
internal sealed class TableText(Table table)
{
    private readonly string[][] _rows = [.. table.Cast<TableRow>().Select(row => row.Select(Cell).ToArray())];

    internal IEnumerable<string> Lines(int width)
    {
        int[] columns = [.. Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length))];
        return columns.Sum() + 2 * (columns.Length - 1) <= width ? Columns(columns) : _rows.Skip(1).SelectMany(row => Paragraph(row, width));
    }

    private IEnumerable<string> Columns(int[] widths)
    {
        yield return Line(_rows[0], widths);
        yield return Line([.. widths.Select((width, column) => new string('-', _rows[0][column].Length))], widths);
        foreach (string[] row in _rows.Skip(1)) yield return Line(row, widths);
    }

    // CpuPercent
    //     Type: Double. From: stat. CPU used in this interval, in per cent of one core.
    private IEnumerable<string> Paragraph(string[] row, int width)
    {
        IEnumerable<string> facts = row[1..^1].Zip(_rows[0][1..]).Where(pair => pair.First != "-").Select(pair => $"{pair.Second}: {pair.First}.");
        return [row[0], .. AboutText.Wrap(string.Join(' ', [.. facts, row[^1]]), width - 4).Select(line => "    " + line)];
    }

    private static string Line(string[] cells, int[] widths) => string.Join("  ", cells.Zip(widths, (cell, width) => cell.PadRight(width))).TrimEnd();

    private static string Cell(Block cell) => string.Join(' ', PlainText.Paragraphs((TableCell)cell));
}
