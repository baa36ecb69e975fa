namespace Vmon.ProcFs;

/// <summary>Reads the lines of an open file of any length in chunks, with a buffer of normal size.</summary>
internal ref struct LineChunks(int descriptor, ReadBuffer buffer)
{
    private long _offset;
    private int _length;
    private int _given;
    private bool _isAtEnd;

    /// <summary>Result of reading: Ok at the end of the file, TooLarge at an oversized line.</summary>
    internal ReadStatus Status { get; private set; } = ReadStatus.Ok;

    /// <summary>Gets the next complete lines, valid until the next call. Text without a line end is skipped.</summary>
    /// <returns>False where nothing more can be read: <see cref="Status"/> says why.</returns>
    internal bool Next(out ReadOnlySpan<byte> lines)
    {
        _length = buffer.Drop(_given, _length);
        _given = 0;
        while (_given == 0 && !_isAtEnd)
        {
            Status = ProcFile.ReadPiece(descriptor, _offset, buffer, _length, out int count);
            _isAtEnd = Status != ReadStatus.Ok || count == 0 || ProcFile.IsWhole(_offset + count, buffer);
            int end = buffer.First(_length + count)[_length..].LastIndexOf((byte)'\n');
            if (end >= 0) _given = _length + end + 1;
            _length += count;
            _offset += count;
        }

        lines = buffer.First(_given);
        return _given > 0;
    }
}
