using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Vmon.PowerShell.Screen.Cells;

namespace Vmon.Tests.PowerShell.Screen.Output;

/// <summary>A terminal that knows the sequences of the view and fails at any other. Its last column does not wrap before the next character.</summary>
internal sealed partial class FakeScreen(int width, int height)
{
    private readonly CellGrid _grid = new(width, height);
    private int _x;
    private int _y;

    internal string TextOf(int y) => _grid.TextOf(y);

    internal string Style { get; private set; } = "";

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        for (int at = 0; at < text.Length;)
        {
            if (text[at] == '\e')
            {
                Match match = Sequence().Match(text, at);
                Assert.True(match.Success, $"unknown sequence at {Uri.EscapeDataString(text[at..Math.Min(text.Length, at + 12)])}");
                Do(match.Groups["final"].Value[0], match.Groups["numbers"].Value);
                at += match.Length;
            }
            else if (text[at] == '\r')
            {
                _x = 0;
                at++;
            }
            else if (text[at] == '\n')
            {
                Assert.True(++_y < height, "scrolled");
                at++;
            }
            else
            {
                Rune rune = Rune.GetRuneAt(text, at);
                Assert.False(Rune.IsControl(rune));
                int columns = TextWidth.Of(rune);
                _ = _grid.Write(columns == 0 ? Math.Min(_x, width) : _x, _y, rune.ToString(), default);
                Assert.True(_x + columns <= width, "wrapped");
                _x += columns;
                at += rune.Utf16SequenceLength;
            }
        }
    }

    private void Do(char final, string numbers)
    {
        int[] values = [.. numbers.Split(';').Select(number => number.Length == 0 ? 0 : int.Parse(number, CultureInfo.InvariantCulture))];
        switch (final)
        {
            case 'H':
                (_y, _x) = (values[0] - 1, values[1] - 1);
                break;
            case 'C':
                _x += Math.Max(1, values[0]);
                break;
            case 'K':
                _grid.Fill(_x, _y, width - _x, " ", default);
                break;
            default:
                Style = numbers;
                break;
        }

        Assert.InRange(_x, 0, width);
        Assert.InRange(_y, 0, height - 1);
    }

    [GeneratedRegex(@"\G\e\[(?<numbers>[0-9;]*)(?<final>[HCKm])")]
    private static partial Regex Sequence();
}
