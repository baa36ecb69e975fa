using Vmon.Parsing.Processes;
using Vmon.Sources.Processes;

namespace Vmon.Recording.Processes;

/// <summary>The data sets of one process of a block beyond the default.</summary>
/// <param name="block">The reader of the block.</param>
internal sealed class RecordedDetails(DetailReader block)
{
    private readonly long[] _values = new long[DetailNumbers.Count];
    private readonly long[] _lines = new long[DetailNumbers.Lines.Length];
    private byte[] _statusTexts = [];

    /// <summary>The numbers of the last frame that has the process.</summary>
    internal Span<long> Values => _values;

    /// <summary>Gives the data sets of a process what the last frame has.</summary>
    /// <param name="details">The data sets.</param>
    /// <param name="flags">What is known of the process in the frame.</param>
    /// <param name="isAfterGap">Whether the numbers cannot be compared with those of the frame before.</param>
    /// <param name="isNext">Whether it is the first time in the sample that is shown.</param>
    /// <param name="sample">Number of the sample.</param>
    internal void Restore(ProcessDetails details, ReadingFlags flags, bool isAfterGap, bool isNext, long sample)
    {
        DetailNumbers numbers = new(_values);
        DetailRecords.Restore(numbers, block, flags, isAfterGap ? DetailFlags.None : numbers.Flags, isNext, details);
        details.Status.Restore(StatusTextsOf(numbers.Texts), sample);
        details.WaitChannel.Restore(DetailRecords.WaitChannelStatus(numbers), block.TextAt(numbers[DetailNumber.text_wchan]), sample);
        details.Namespaces.Restore(DetailRecords.NamespacesStatus(numbers), numbers.Namespaces, sample);
    }

    // The same bytes until a line changes.
    private byte[] StatusTextsOf(ReadOnlySpan<long> lines)
    {
        if (lines.SequenceEqual(_lines)) return _statusTexts;
        lines.CopyTo(_lines);
        return _statusTexts = StatusTexts.Of([.. _lines.Select(block.TextAt)]);
    }
}
