namespace Vmon.Recording.Machine;

/// <summary>Writes a text as its difference from the one before: its shape if that is another, and the numbers that changed.</summary>
internal sealed class TextDifferences
{
    private readonly TextShape _shape = new();
    private long[] _numbers = [];
    private long[] _next = [];
    private bool _isKnown;

    /// <summary>Forgets the text before, so that the next one is written in full.</summary>
    internal void Forget() => _isKnown = false;

    internal void Write(ReadOnlySpan<byte> text, ColumnWriter shapes, ColumnWriter places, ColumnWriter differences)
    {
        bool isSame = _isKnown && _shape.TryMatch(text, _next);
        shapes.Add(isSame ? 0u : 1u);
        if (!isSame)
        {
            _shape.Take(text, ref _next);
            _shape.Write(shapes);
            if (_numbers.Length < _next.Length) _numbers = new long[_next.Length];
            Array.Clear(_numbers);
        }

        int last = -1;
        for (int i = 0; i < _shape.Count; i++)
        {
            if (_next[i] == _numbers[i]) continue;
            places.Add((ulong)(i - last));
            differences.AddSigned(_next[i] - _numbers[i]);
            last = i;
        }

        places.Add(0);
        (_numbers, _next) = (_next, _numbers);
        _isKnown = true;
    }
}
