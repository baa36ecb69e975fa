using System.Text;
using CsCheck;
using Vmon.Recording;
using Vmon.Recording.Machine;

namespace Vmon.Tests.Engine.Recording.Machine;

public abstract class TextDifferencesTests(bool isSteady)
{
    private readonly TextDifferences _writer = new(isSteady);
    private readonly RecordedText _reader = new(isSteady);
    private readonly ColumnWriter[] _columns = [new(), new(), new()];

    private static Gen<string> Word => Gen.OneOf(
        Gen.Long[0, long.MaxValue].Select(static number => $"{number}"),
        Gen.Int[0, 120].Select(static number => $"{number}"),
        Gen.Int[0, 99_999_999].Select(static number => $"{number,8}"),
        Gen.Int[0, 9999].Select(static number => $"{number / 100}.{number % 100:D2}"),
        Gen.String[Gen.Char["0123456789"], 0, 30],
        Gen.String[Gen.Char[" .-:\n\0é09x"], 0, 8]);

    private static Gen<byte[]> Text => Word.Array[0, 40].Select(static words => Encoding.UTF8.GetBytes(string.Join(' ', words)));

    [Fact]
    public void Any_bytes_are_read_as_they_were_written() =>
        Gen.OneOf(Gen.Byte.Array[0, 200], Text).Array[1, 6].Sample(texts => Other().ReadsBack(texts));

    [Fact]
    public void Texts_that_differ_in_their_numbers_are_read_as_they_were_written() =>
        Gen.Select(Text, Gen.Select(Gen.Int[0, 10_000], Gen.Byte[(byte)'0', (byte)'9']).Array[0, 8]).Sample((text, changes) =>
        {
            List<byte[]> texts = [text];
            foreach ((int place, byte digit) in changes)
            {
                int[] digits = [.. Enumerable.Range(0, text.Length).Where(at => char.IsAsciiDigit((char)text[at]))];
                if (digits.Length == 0) break;
                texts.Add([.. texts[^1]]);
                texts[^1][digits[place % digits.Length]] = digit;
            }

            return Other().ReadsBack([.. texts]);
        });

    [Theory]
    [InlineData("0.99 2/114 99\n", "1.00 12/9 100\n")]
    [InlineData("MemFree:             999 kB\n", "MemFree:        12345678 kB\n")]
    [InlineData("  0:          1          9\n", "  0:         10 1234567890\n")]
    [InlineData("avg10=0.00 total=0", "avg10=100.00 total=999999999999999999")]
    public void Other_numbers_are_no_other_shape(string then, string now)
    {
        Write(then);
        int length = _columns[0].Length;
        Write(now);
        Assert.Equal(length + 1, _columns[0].Length);
        Assert.True(ReadsBack([], then, now));
    }

    [Theory]
    [InlineData("7", "07")]
    [InlineData("7", "1234567890123456789")]
    [InlineData("7", "7.5")]
    [InlineData("7.50", "7.5")]
    [InlineData("a    7", "a   7")]
    [InlineData("7", "7\n")]
    [InlineData("cpu0 1\ncpu1 1\n", "cpu0 1\n")]
    public void Texts_of_another_shape_are_written_in_full(string then, string now)
    {
        Write(then);
        int length = _columns[0].Length;
        Write(now);
        Assert.True(_columns[0].Length > length + 1);
        Assert.True(ReadsBack([], then, now));
    }

    [Fact]
    public void An_unchanged_text_takes_two_bytes()
    {
        Write("cpu 1 2 3\n");
        int length = Length;
        Write("cpu 1 2 3\n");
        Assert.Equal(length + 2, Length);
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing_in_the_steady_state()
    {
        byte[][] texts = [.. Enumerable.Range(0, 200).Select(static i => Encoding.ASCII.GetBytes($"cpu {i * 1000} {i}.{i % 10}\nfree: {i * 77,12} kB\n"))];
        foreach (byte[] text in texts) _writer.Write(text, _columns[0], _columns[1], _columns[2]);
        ColumnReader[] readers = Readers();
        Assert.True(Read(readers));
        foreach (ColumnWriter column in _columns) column.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] text in texts) _writer.Write(text, _columns[0], _columns[1], _columns[2]);
        for (int i = 1; i < texts.Length; i++) _ = Read(readers);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Damaged_columns_end_the_texts()
    {
        Write("cpu  12 0.07\nMemFree:     1234 kB\n");
        Write("cpu  13 0.08\nMemFree:     1235 kB\n");
        byte[][] whole = [.. _columns.Select(static column => column.Bytes.ToArray())];
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1000], Gen.Byte).Sample((column, at, value) =>
        {
            byte[][] damaged = [.. whole.Select(static bytes => (byte[])[.. bytes])];
            damaged[column][at % damaged[column].Length] = value;
            ColumnReader[] readers = [.. damaged.Select(static bytes => new ColumnReader(bytes))];
            RecordedText reader = new(isSteady);
            int count = 0;
            while (reader.TryRead(readers[0], readers[1], readers[2])) count++;
            return count <= 3 && !reader.TryRead(readers[0], readers[1], readers[2]);
        });
    }

    [Fact]
    public void A_shape_that_would_fill_more_than_the_limit_is_refused()
    {
        _columns[0].Add(1);
        const int Numbers = 100_000;
        _columns[0].Add(Numbers);
        for (int i = 0; i < Numbers; i++)
        {
            _columns[0].AddText([]);
            _columns[0].Add(255);
            _columns[0].Add(0);
        }

        _columns[0].AddText([]);
        _columns[1].Add(0);
        ColumnReader[] readers = Readers();
        Assert.True(_reader.TryRead(readers[0], readers[1], readers[2]));
        Assert.False(_reader.TryGet(out _));
    }

    [Fact]
    public void Numbers_beyond_the_limit_are_read_as_they_were_written()
    {
        string text = string.Concat(Enumerable.Repeat("7 ", TextShape.MostNumbers + 2));
        string[] texts = [text, text[..^4] + "7 8 ", "8" + text[1..]];
        Assert.True(ReadsBack([.. texts.Select(Encoding.ASCII.GetBytes)]));
    }

    private TextDifferencesTests Other() => isSteady ? new SteadyTextDifferencesTests() : new PlainTextDifferencesTests();

    private protected int Length => _columns.Sum(static column => column.Length);

    private protected void Write(string text) => _writer.Write(Encoding.UTF8.GetBytes(text), _columns[0], _columns[1], _columns[2]);

    private ColumnReader[] Readers() => [.. _columns.Select(static column => new ColumnReader(column.Bytes.ToArray()))];

    private bool Read(ColumnReader[] readers) => _reader.TryRead(readers[0], readers[1], readers[2]) && _reader.TryGet(out _);

    private bool ReadsBack(byte[][] texts, params string[] written)
    {
        foreach (byte[] text in texts) _writer.Write(text, _columns[0], _columns[1], _columns[2]);
        ColumnReader[] readers = Readers();
        foreach (byte[] text in (byte[][])[.. texts, .. written.Select(Encoding.UTF8.GetBytes)])
            if (!Read(readers) || !_reader.TryGet(out ReadOnlySpan<byte> read) || !read.SequenceEqual(text)) return false;
        return readers.All(static reader => reader.IsAtEnd);
    }
}

public sealed class PlainTextDifferencesTests() : TextDifferencesTests(isSteady: false);

public sealed class SteadyTextDifferencesTests() : TextDifferencesTests(isSteady: true)
{
    [Fact]
    public void A_counter_that_increases_as_before_takes_two_bytes()
    {
        Write("ctxt 100\n");
        Write("ctxt 170\n");
        int length = Length;
        Write("ctxt 240\n");
        Assert.Equal(length + 2, Length);
    }
}
