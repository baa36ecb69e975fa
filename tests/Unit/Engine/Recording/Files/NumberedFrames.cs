using Vmon.Recording;
using Vmon.Recording.Files;

namespace Vmon.Tests.Engine.Recording.Files;

/// <summary>Frames whose content follows from their number, so that a reader knows what it must find.</summary>
internal sealed class NumberedFrames
{
    private const int NumberColumn = 2;
    private const int TextColumn = 3;
    private const int WholeColumn = 700;
    private const int LongestText = 40;

    private readonly ColumnSet _frame = new();
    private readonly int _wholeLength;

    /// <param name="wholeLength">Bytes that a whole frame has more than others. A block has five times as many.</param>
    internal NumberedFrames(int wholeLength = 300) => _wholeLength = wholeLength;

    internal static FrameOrigin Origin { get; } = new(new Guid("0a1b2c3d-0102-0304-0506-0708090a0b0c"), "host-1");

    internal static DateTimeOffset Start { get; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    internal static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    internal static DateTimeOffset Time(int number) => Start + (number * Interval);

    /// <summary>Adds the frame of a number at its time.</summary>
    internal AppendStatus Append(RecordingStore store, int number) => Append(store, number, Time(number));

    internal AppendStatus Append(RecordingStore store, int number, DateTimeOffset time)
    {
        bool isWhole = store.NeedsWhole;
        return store.Append(time, Origin, isWhole, Make(number, isWhole));
    }

    internal ColumnSet Make(int number, bool isWhole)
    {
        _frame.Clear();
        _frame[NumberColumn].Add((ulong)number);
        _frame[TextColumn].AddText(Text(number));
        if (isWhole) _frame[WholeColumn].AddText(Random(number, _wholeLength));
        return _frame;
    }

    /// <summary>Adds frames from one number up to, but not with, another.</summary>
    internal void Record(string path, int from, int to, StoreOptions? options = null)
    {
        using RecordingStore store = RecordingStore.Open((options ?? new StoreOptions { Path = path }) with { Path = path });
        for (int number = from; number < to; number++) _ = Append(store, number);
    }

    /// <summary>The numbers of the frames of a block. Throws if a frame has another content.</summary>
    internal static List<int> Numbers(RecordedBlock block)
    {
        List<int> numbers = [];
        for (int i = 0; i < block.Frames; i++)
        {
            int number = (int)block[NumberColumn].Read();
            if (!block[TextColumn].ReadText().SequenceEqual(Text(number))) throw new InvalidDataException($"Frame {number} has the text of another.");
            numbers.Add(number);
        }

        if (!block[NumberColumn].IsAtEnd || block[NumberColumn].IsMalformed) throw new InvalidDataException("A block has other frames than its header says.");
        return numbers;
    }

    /// <summary>The numbers of all frames that can be read, in the order of blocks.</summary>
    internal static List<int> ReadAll(string path, out IReadOnlyList<string> warnings)
    {
        using RecordingDirectory recording = RecordingDirectory.Open(path);
        List<int> numbers = [.. recording.Blocks.Select(recording.Read).OfType<RecordedBlock>().SelectMany(Numbers)];
        warnings = recording.Warnings;
        return numbers;
    }

    private static byte[] Text(int number) => Random(number, number % LongestText);

    private static byte[] Random(int seed, int length)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
