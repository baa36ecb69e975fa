using Vmon.ProcFs;
using Vmon.Sources.Machine;

namespace Vmon.Recording.Machine;

/// <summary>Reads the files of the machine from frames. A <see cref="SystemSampler"/> over it samples the frame that was read last.</summary>
internal sealed class MachineReader : ISystemFiles
{
    private readonly RecordedText[] _texts = [.. Enumerable.Range(0, SystemFileIds.Count).Select(static file => new RecordedText(MachineColumns.IsSteady(file)))];
    private readonly ReadStatus[] _read = new ReadStatus[SystemFileIds.Count];
    private readonly ColumnReader[] _shapes = new ColumnReader[SystemFileIds.Count];
    private readonly ColumnReader[] _places = new ColumnReader[SystemFileIds.Count];
    private readonly ColumnReader[] _differences = new ColumnReader[SystemFileIds.Count];
    private ColumnReader _statuses = ColumnReader.Empty;
    private ColumnReader _laterStatuses = ColumnReader.Empty;
    private bool _hasLaterStatuses;
    private long _uptime;
    private long _step;
    private bool _isKnown;

    public TimeSpan? Uptime { get; private set; }

    /// <summary>Reads the next frame. False if it is malformed, and for all frames from there to the next whole one.</summary>
    /// <param name="columns">The columns of the block, by number. A column is read from where the frame before ended.</param>
    /// <param name="firstColumn">The first of the columns of the machine.</param>
    /// <param name="isWhole">Whether it is the first frame of a block.</param>
    internal bool TryRead(Func<int, ColumnReader> columns, int firstColumn, bool isWhole)
    {
        if (isWhole) MoveTo(columns, firstColumn);
        _isKnown = _isKnown && TryReadUptime() && TryReadStatuses() && TryReadTexts();
        if (_isKnown) return true;
        Uptime = null;
        Array.Fill(_read, ReadStatus.Malformed);
        return false;
    }

    public ReadStatus Read(SystemFileId file, out ReadOnlySpan<byte> text)
    {
        text = default;
        ReadStatus status = _read[(int)file];
        if (status != ReadStatus.Ok) return status;
        return _texts[(int)file].TryGet(out text) ? ReadStatus.Ok : ReadStatus.TooLarge;
    }

    public ReadStatus ReadLines(SystemFileId file, ILineReader reader)
    {
        ReadStatus status = Read(file, out ReadOnlySpan<byte> text);
        return status == ReadStatus.Ok && text.Length > 0 && !reader.Accept(text) ? ReadStatus.TooLarge : status;
    }

    public void Close(SystemFileId file)
    {
    }

    public void Close()
    {
    }

    private void MoveTo(Func<int, ColumnReader> columns, int firstColumn)
    {
        _isKnown = true;
        _uptime = _step = 0;
        _statuses = columns(firstColumn + MachineColumns.Statuses);
        _laterStatuses = columns(firstColumn + MachineColumns.LaterStatuses);
        _hasLaterStatuses = !_laterStatuses.IsAtEnd;
        for (SystemFileId file = 0; (int)file < _texts.Length; file++)
        {
            _texts[(int)file].Forget();
            _shapes[(int)file] = columns(firstColumn + MachineColumns.Shapes(file));
            _places[(int)file] = columns(firstColumn + MachineColumns.Places(file));
            _differences[(int)file] = columns(firstColumn + MachineColumns.Differences(file));
        }
    }

    private bool TryReadUptime()
    {
        Uptime = null;
        if (_statuses.ReadIndex(2) == 0) return !_statuses.IsMalformed;
        long step = _step + _statuses.ReadSigned();
        long uptime = _uptime + step;
        _step = _uptime == 0 ? 0 : step;
        _uptime = uptime;
        Uptime = TimeSpan.FromTicks(uptime);
        return !_statuses.IsMalformed;
    }

    private bool TryReadStatuses()
    {
        Array.Fill(_read, ReadStatus.NotRead);
        for (int file = 0; file < MachineColumns.FirstFiles; file++) _read[file] = ReadStatusIn(_statuses);
        if (!_hasLaterStatuses) return !_statuses.IsMalformed;
        for (int file = _laterStatuses.ReadIndex(int.MaxValue); file != 0; file = _laterStatuses.ReadIndex(int.MaxValue))
        {
            if (file < MachineColumns.FirstFiles) return false;
            ReadStatus status = ReadStatusIn(_laterStatuses);
            if (file < _read.Length) _read[file] = status; // a later version can have more
        }

        return !_statuses.IsMalformed && !_laterStatuses.IsMalformed;
    }

    private static ReadStatus ReadStatusIn(ColumnReader statuses) => (ReadStatus)statuses.ReadIndex((int)ReadStatus.Failed + 1);

    private bool TryReadTexts()
    {
        for (int file = 0; file < _texts.Length; file++)
            if (_read[file] == ReadStatus.Ok && !_texts[file].TryRead(_shapes[file], _places[file], _differences[file])) return false;
        return true;
    }
}
