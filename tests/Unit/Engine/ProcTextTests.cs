using System.Text;

namespace Vmon.Tests.Engine;

public class ProcTextTests
{
    [Fact]
    public void Decode_and_Encode_round_trip_random_bytes()
    {
        Random random = new(4);
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = new byte[random.Next(24)];
            // Bytes from the ranges that begin and continue UTF-8 sequences, so that many sequences are nearly valid.
            for (int i = 0; i < bytes.Length; i++)
                bytes[i] = (byte)(random.Next(3) switch { 0 => random.Next(256), 1 => random.Next(0x80, 0xc0), _ => random.Next(0xc0, 0x100) });
            Assert.Equal(bytes, ProcText.Encode(ProcText.Decode(bytes)));
        }
    }

    [Fact]
    public void Decode_and_Encode_round_trip_every_pair_of_bytes()
    {
        for (int pair = 0; pair < 65536; pair++)
        {
            byte[] bytes = [(byte)(pair >> 8), (byte)pair];
            Assert.Equal(bytes, ProcText.Encode(ProcText.Decode(bytes)));
        }
    }

    [Fact]
    public void Decode_reads_UTF8() =>
        Assert.Equal("grüße 日本 🦊\n", ProcText.Decode(Encoding.UTF8.GetBytes("grüße 日本 🦊\n")));

    [Fact]
    public void Decode_maps_invalid_bytes_to_lone_surrogates()
    {
        Assert.Equal("a\uDCFFb", ProcText.Decode([0x61, 0xff, 0x62]));
        Assert.Equal("\uDCED\uDCA0\uDC80", ProcText.Decode([0xed, 0xa0, 0x80]));
    }

    [Fact]
    public void Decode_returns_different_strings_for_different_bytes()
    {
        Random random = new(5);
        Dictionary<string, byte[]> seen = [];
        for (int round = 0; round < 50_000; round++)
        {
            byte[] bytes = new byte[random.Next(1, 4)];
            random.NextBytes(bytes);
            if (!seen.TryAdd(ProcText.Decode(bytes), bytes)) Assert.Equal(seen[ProcText.Decode(bytes)], bytes);
        }
    }

    [Fact]
    public void Encode_replaces_surrogates_that_Decode_never_produces() => Assert.Equal("\uFFFD"u8.ToArray(), ProcText.Encode("\uD800"));
}
