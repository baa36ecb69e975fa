namespace Vmon.Recording.Machine;

/// <summary>Writes a text as its difference from the one before: its shape if that is another, and the numbers that are not as expected.</summary>
/// <param name="isSteady">Whether a number is expected to change by as much as before, as counters do. Else it is expected not to change.</param>
internal sealed class TextDifferences(bool isSteady)
{
    private readonly TextShape _shape = new();
    private long[] _expected = [];
    private long[] _last = [];
    private long[] _numbers = [];
    private bool _isKnown;

    /// <summary>Forgets the text before, so that the next one is written in full.</summary>
    internal void Forget() => _isKnown = false;

    internal void Write(ReadOnlySpan<byte> text, ColumnWriter shapes, ColumnWriter places, ColumnWriter differences)
    {
        bool isSame = _isKnown && _shape.TryMatch(text, _numbers);
        shapes.Add(isSame ? 0u : 1u);
        if (!isSame) Begin(text, shapes);
        int written = -1;
        for (int i = 0; i < _shape.Count; i++)
        {
            long number = _numbers[i];
            if (number != _expected[i])
            {
                places.Add((ulong)(i - written));
                differences.AddSigned(number - _expected[i]);
                written = i;
            }

            _expected[i] = isSteady && isSame ? number + (number - _last[i]) : number;
        }

        places.Add(0);
        (_last, _numbers) = (_numbers, _last);
        _isKnown = true;
    }

    private void Begin(ReadOnlySpan<byte> text, ColumnWriter shapes)
    {
        _shape.Take(text, ref _numbers);
        _shape.Write(shapes);
        if (_expected.Length < _numbers.Length) (_expected, _last) = (new long[_numbers.Length], new long[_numbers.Length]);
        Array.Clear(_expected);
    }
}
