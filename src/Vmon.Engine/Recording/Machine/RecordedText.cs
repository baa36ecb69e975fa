namespace Vmon.Recording.Machine;

/// <summary>Reads what <see cref="TextDifferences"/> wrote.</summary>
internal sealed class RecordedText
{
    private readonly TextShape _shape = new();
    private long[] _numbers = [];
    private byte[] _text = [];
    private int? _length;
    private bool _isKnown;
    private bool _isFilled;

    /// <summary>Forgets the text, so that the next one must be whole.</summary>
    internal void Forget() => _isKnown = false;

    /// <summary>Reads the next text. False if it is malformed.</summary>
    internal bool TryRead(ColumnReader shapes, ColumnReader places, ColumnReader differences)
    {
        bool isOther = shapes.ReadIndex(2) != 0;
        if (isOther)
        {
            _isKnown = _shape.TryRead(shapes);
            if (_numbers.Length < _shape.Count) _numbers = new long[_shape.Count];
            Array.Clear(_numbers);
        }

        if (!_isKnown || shapes.IsMalformed) return Fail();
        _isFilled = false;
        int last = -1;
        for (int step = places.ReadIndex(_shape.Count + 1); step != 0; step = places.ReadIndex(_shape.Count + 1))
        {
            last += step;
            if (last >= _shape.Count) return Fail();
            _numbers[last] += differences.ReadSigned();
            if (_numbers[last] < 0 || differences.IsMalformed) return Fail();
        }

        return !places.IsMalformed || Fail();
    }

    /// <summary>Gets the text. False if it is longer than any that is recorded.</summary>
    internal bool TryGet(out ReadOnlySpan<byte> text)
    {
        if (!_isFilled) _length = _shape.Fill(_numbers, ref _text);
        _isFilled = true;
        text = _text.AsSpan(0, _length ?? 0);
        return _length is <= TextShape.LongestText;
    }

    private bool Fail() => _isKnown = false;
}
