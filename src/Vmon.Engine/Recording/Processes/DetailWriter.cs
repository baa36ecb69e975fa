using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>Writes the data sets of processes beyond the default.</summary>
/// <param name="place">The columns.</param>
internal sealed class DetailWriter(NumberPlace place)
{
    private readonly NumberWriter _numbers = new(place, DetailNumbers.Count);
    private readonly TextTable _texts = new();
    private ColumnSet _frame = new();

    private ColumnWriter Texts => _frame[(int)place.Texts];

    /// <summary>Begins a frame.</summary>
    internal void Begin(ColumnSet frame, bool isWhole)
    {
        _frame = frame;
        _texts.Begin(isWhole);
        if (isWhole) _numbers.Clear();
    }

    /// <summary>Writes the next process of the frame.</summary>
    /// <param name="details">What was read of it. Null if it exited before.</param>
    /// <param name="last">What the last frame that has it has.</param>
    internal void Write(ProcessDetails? details, State last)
    {
        DetailNumbers now = new(_numbers.Take(last.Numbers));
        if (details is not null)
        {
            DetailRecords.Take(details, now);
            TakeTexts(details, last, now);
        }

        _numbers.Write(_frame, last.Numbers);
    }

    /// <summary>Ends the frame.</summary>
    internal void End() => Texts.Add(0);

    private void TakeTexts(ProcessDetails details, State last, DetailNumbers now)
    {
        if (!ReferenceEquals(details.Status.Texts, last.StatusTexts)) TakeLines(last.StatusTexts = details.Status.Texts, now);
        if (!ReferenceEquals(details.WaitChannel.Bytes, last.WaitChannel)) now[DetailNumber.text_wchan] = NumberOf(last.WaitChannel = details.WaitChannel.Bytes);
    }

    private void TakeLines(byte[] kept, DetailNumbers now)
    {
        for (int i = 0; i < now.Texts.Length; i++)
            now.Texts[i] = StatusTexts.TryFind(kept, DetailNumbers.Lines[i], out ReadOnlySpan<byte> text) ? _texts.WholeNumberOf(text, Texts) : 0;
    }

    private int NumberOf(byte[]? text) => text is null ? 0 : _texts.WholeNumberOf(text, Texts);

    /// <summary>What the last frame has of one process.</summary>
    internal sealed class State
    {
        internal long[] Numbers { get; } = new long[DetailNumbers.Count];

        internal byte[]? StatusTexts { get; set; }

        internal byte[]? WaitChannel { get; set; }
    }
}
