namespace Vmon.Recording.Processes;

/// <summary>Reads the data sets of processes beyond the default.</summary>
/// <param name="columns">The columns of the block, by number.</param>
/// <param name="names">The names of the numbers, in the order of the block.</param>
internal sealed class DetailReader(Func<int, ColumnReader> columns, IReadOnlyList<string> names)
{
    private readonly NumberReader _numbers = new(columns, NumberPlace.OfDetails, names, DetailNumbers.Names);
    private readonly ColumnReader _newTexts = columns((int)FrameColumn.DetailTexts);
    private readonly List<byte[]> _texts = [];

    /// <summary>Begins a frame: reads its new texts. False if bytes are impossible.</summary>
    internal bool TryBegin()
    {
        for (ulong length = _newTexts.Read(); length != 0; length = _newTexts.Read())
        {
            if (length - 1 > TextTable.Longest) return false;
            _texts.Add(_newTexts.ReadBytes((int)(length - 1)).ToArray());
        }

        return !_newTexts.IsMalformed;
    }

    /// <summary>Reads the next process of the frame. False if bytes are impossible.</summary>
    internal bool TryRead(RecordedProcess process)
    {
        process.Details ??= new RecordedDetails(this);
        return _numbers.TryAdd(process.Details.Values);
    }

    /// <summary>A text by its number plus one. Null for none.</summary>
    internal byte[]? TextAt(long number) => number > 0 && number <= _texts.Count ? _texts[(int)number - 1] : null;
}
