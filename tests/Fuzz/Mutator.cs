using System.Text;

namespace Vmon.Fuzz;

/// <summary>Mutates an input of the corpus, or joins parts of two.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> corpus)
{
    private const int MostBytes = 4096;

    // Typical causes of parser defects.
    private static readonly byte[][] Words =
    [
        .. new[]
        {
            "0", "-1", "+1", "1e9", "0x1", ".", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
            "2147483648", "4294967296", "99999999999999999999999999", "NaN", "Infinity", " ", "\n", "\t", ":", "/", "(", ")", "[", "]", "=", "kB",
            " (deleted)", "\0", "\u001b[2J", "é", "￿", "\r\n",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0x80], [0xc3], [0xed, 0xb2, 0x80], [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 0x80], [0xff, 0xff, 0xff, 0x7f],
    ];

    internal byte[] Next()
    {
        List<byte> bytes = [.. corpus[random.Next(corpus.Count)]];
        for (int changes = 1 << random.Next(5); changes > 0; changes--) Change(bytes);
        if (bytes.Count > MostBytes) bytes.RemoveRange(MostBytes, bytes.Count - MostBytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(bytes.Count - at, 1 + random.Next(1 + random.Next(32)));
        switch (random.Next(9))
        {
            case 0 when length > 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1 when length > 0: bytes[at] = (byte)random.Next(256); break;
            case 2 when length > 0: bytes[at] += (byte)(random.Next(9) - 4); break;
            case 3: bytes.RemoveRange(at, length); break;
            case 4: bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length)); break;
            case 5: bytes.InsertRange(at, Words[random.Next(Words.Length)]); break;
            case 6: Overwrite(bytes, at, Words[random.Next(Words.Length)]); break;
            case 7: Splice(bytes, at); break;
            case 8 when random.Next(8) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
        }
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] word)
    {
        bytes.RemoveRange(at, Math.Min(word.Length, bytes.Count - at));
        bytes.InsertRange(at, word);
    }

    private void Splice(List<byte> bytes, int at)
    {
        byte[] other = corpus[random.Next(corpus.Count)];
        int from = random.Next(other.Length + 1);
        bytes.InsertRange(at, other[from..(from + random.Next(other.Length - from + 1))]);
    }
}
