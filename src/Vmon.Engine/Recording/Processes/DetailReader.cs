namespace Vmon.Recording.Processes;

/// <summary>Reads the data sets of processes beyond the default.</summary>
/// <param name="columns">The columns of the block, by number.</param>
/// <param name="place">Which of them are of the data sets.</param>
/// <param name="names">The names of the numbers, in the order of the block.</param>
internal sealed class DetailReader(Func<int, ColumnReader> columns, NumberPlace place, IReadOnlyList<string> names)
{
    private readonly NumberReader _numbers = new(columns, place, names, DetailNumbers.Names);
    private readonly bool _isSameVersion = names.SequenceEqual(DetailNumbers.Names);
    private readonly BlockTexts _texts = new(columns((int)place.Texts));

    /// <summary>Begins a frame: reads its new texts. False if bytes are impossible.</summary>
    internal bool TryBegin() => _texts.TryRead();

    /// <summary>Reads the next process of the frame. False if bytes are impossible.</summary>
    internal bool TryAdd(RecordedDetails details) => _numbers.TryAdd(details.Values);

    /// <summary>The bits of the fields of a file, in the order of this version. They are recorded in the order of the names of the block.</summary>
    /// <typeparam name="TField">The fields.</typeparam>
    /// <param name="bits">The recorded bits.</param>
    /// <param name="file">The file.</param>
    internal ulong Bits<TField>(long bits, string file)
        where TField : struct, Enum
    {
        if (_isSameVersion) return (ulong)bits;
        int first = names.TakeWhile(name => !name.StartsWith($"{file}.", StringComparison.Ordinal)).Count();
        ulong own = 0;
        foreach (TField field in Enum.GetValues<TField>())
        {
            int place = names.Skip(first).TakeWhile(name => name != $"{file}.{field}").Count();
            if (place < Pattern.Most / 2 && (bits >> place & 1) != 0) own |= 1UL << Convert.ToInt32(field, null);
        }

        return own;
    }

    /// <summary>A text by its number plus one. Null for none.</summary>
    internal byte[]? TextAt(long number) => _texts.At(number);
}
