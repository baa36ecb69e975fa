using System.Text;

namespace Vmon.Compare.Terminals;

/// <summary>The text that a terminal shows, from the few sequences that Show-Vmon writes. Characters have one column, which is enough for names of a load.</summary>
internal sealed class ScreenText
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _sequence = new();
    private readonly char[][] _rows;
    private readonly int _width;
    private bool _isSequence;

    internal ScreenText(int width, int height)
    {
        _width = width;
        _rows = [.. Enumerable.Range(0, height).Select(_ => new char[width])];
        Clear();
    }

    /// <summary>Column of the cursor.</summary>
    internal int X { get; private set; }

    /// <summary>Row of the cursor.</summary>
    internal int Y { get; private set; }

    /// <summary>Bytes that were written.</summary>
    internal long Bytes { get; private set; }

    internal string this[int row] => new string(_rows[row]).TrimEnd();

    internal int Height => _rows.Length;

    internal bool Contains(string text) => _rows.Any(row => row.AsSpan().Contains(text, StringComparison.Ordinal));

    internal void Write(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        char[] characters = new char[bytes.Length + 2];
        int count = _decoder.GetChars(bytes, characters, flush: false);
        foreach (char character in characters.AsSpan(0, count)) Take(character);
    }

    private void Take(char character)
    {
        if (_isSequence)
        {
            _ = _sequence.Append(character);
            bool isEnd = _sequence.Length > 1 ? char.IsAsciiLetter(character) : character != '[';
            if (!isEnd) return;
            _isSequence = false;
            if (_sequence[0] == '[') Do(character, _sequence.ToString(1, _sequence.Length - 2));
            return;
        }

        switch (character)
        {
            case '\e':
                _isSequence = true;
                _ = _sequence.Clear();
                break;
            case '\r':
                X = 0;
                break;
            case '\n':
                NextLine();
                break;
            case >= ' ':
                if (X < _width) _rows[Y][X++] = character;
                break;
        }
    }

    private void NextLine()
    {
        if (Y + 1 < _rows.Length)
        {
            Y++;
            return;
        }

        char[] first = _rows[0];
        Array.Copy(_rows, 1, _rows, 0, _rows.Length - 1);
        Array.Fill(first, ' ');
        _rows[^1] = first;
    }

    private void Do(char final, string numbers)
    {
        string[] parts = numbers.Split(';');
        int first = Number(parts, 0);
        switch (final)
        {
            case 'H':
                Y = Math.Clamp(first - 1, 0, _rows.Length - 1);
                X = Math.Clamp(Number(parts, 1) - 1, 0, _width - 1);
                break;
            case 'C':
                X = Math.Min(_width - 1, X + first);
                break;
            case 'K':
                Array.Fill(_rows[Y], ' ', X, _width - X);
                break;
            case 'J':
                Clear();
                break;
        }
    }

    private void Clear()
    {
        foreach (char[] row in _rows) Array.Fill(row, ' ');
    }

    private static int Number(string[] parts, int index) => index < parts.Length && int.TryParse(parts[index], out int number) ? number : 1;
}
