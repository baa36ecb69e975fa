namespace Vmon.Recording.Machine;

/// <summary>Reads what <see cref="TextDifferences"/> wrote.</summary>
/// <param name="isSteady">As it was written.</param>
internal sealed class RecordedText(bool isSteady)
{
    private readonly TextShape _shape = new();
    private long[] _numbers = [];
    private long[] _expected = [];
    private byte[] _text = [];
    private int? _length;
    private bool _isKnown;
    private bool _isMalformed;
    private bool _isFilled;

    /// <summary>Forgets the text, so that the next one must be whole.</summary>
    internal void Forget() => _isKnown = _isMalformed = false;

    /// <summary>Reads the next text. False if it is malformed, and from there on until it is forgotten.</summary>
    internal bool TryRead(ColumnReader shapes, ColumnReader places, ColumnReader differences)
    {
        if (_isMalformed) return false;
        bool isOther = shapes.ReadIndex(2) != 0;
        if (isOther) Begin(shapes);
        if (!_isKnown || shapes.IsMalformed) return Fail();
        _isFilled = false;
        int changed = -1;
        for (int step = places.ReadIndex(_shape.Count + 1); step != 0; step = places.ReadIndex(_shape.Count + 1))
        {
            changed += step;
            if (changed >= _shape.Count) return Fail();
            _expected[changed] += differences.ReadSigned();
            if (differences.IsMalformed) return Fail();
        }

        return (!places.IsMalformed && TryAccept(isOther)) || Fail();
    }

    /// <summary>Gets the text. False if it is longer than any that is recorded.</summary>
    internal bool TryGet(out ReadOnlySpan<byte> text)
    {
        if (!_isFilled) _length = _shape.Fill(_numbers, ref _text);
        _isFilled = true;
        text = _text.AsSpan(0, _length ?? 0);
        return _length is <= TextShape.LongestText;
    }

    private void Begin(ColumnReader shapes)
    {
        _isKnown = _shape.TryRead(shapes);
        if (_numbers.Length < _shape.Count) (_numbers, _expected) = (new long[_shape.Count], new long[_shape.Count]);
        Array.Clear(_expected);
    }

    private bool TryAccept(bool isOther)
    {
        for (int i = 0; i < _shape.Count; i++)
        {
            long number = _expected[i];
            if (number < 0) return false;
            if (isSteady && !isOther) _expected[i] += number - _numbers[i];
            _numbers[i] = number;
        }

        return true;
    }

    private bool Fail()
    {
        _isMalformed = true;
        return _isKnown = false;
    }
}
