using Vmon.Parsing;
using Vmon.Parsing.Machine;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing;

/// <summary>No bytes make a parser throw. The generator has a fixed seed, so a failure repeats.</summary>
public class NoiseTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Parsers_never_throw_on_random_bytes()
    {
        Random random = new(1);
        byte[] bytes = new byte[400];
        for (int round = 0; round < Rounds; round++)
        {
            Span<byte> noise = bytes.AsSpan(0, random.Next(bytes.Length));
            random.NextBytes(noise);
            ParseAsEverything(noise);
        }
    }

    [Theory]
    [InlineData("1234 (bash) S 1 1234 1230 0 -1 4194304 1500 99 3 2 100 50 10 5 20 0 7 0 123456 10000000 1200 18446744073709551615 1 2 3 4 5 6 7 8 9 1 0 0 17 5 2 1 33 44 55\n")]
    [InlineData("2441 1200 800 200 0 300 0\n")]
    [InlineData("rchar: 1\nwchar: 2\nsyscr: 3\nsyscw: 4\nread_bytes: 5\nwrite_bytes: 6\ncancelled_write_bytes: 7\n")]
    [InlineData("cpu  1 2 3\nbtime 1763999999\nprocesses 5\n")]
    [InlineData("123456.78 234567.89\n")]
    [InlineData("sh\0-c\0sleep 1\0\0\0")]
    [InlineData("1 20 300 ")]
    public void Parsers_never_throw_on_mutated_text(string good)
    {
        Random random = new(2);
        byte[] text = System.Text.Encoding.ASCII.GetBytes(good);
        for (int round = 0; round < Rounds; round++)
        {
            List<byte> mutant = [.. text];
            for (int change = random.Next(1, 6); change > 0; change--)
            {
                int at = random.Next(mutant.Count);
                int kind = random.Next(4);
                if (kind == 0) mutant[at] = (byte)random.Next(256);
                else if (kind == 1) mutant.Insert(at, mutant[at]);
                else if (kind == 2 && mutant.Count > 1) mutant.RemoveAt(at);
                else mutant[at] = (byte)"0123456789 -\n\r()"[random.Next(16)];
            }

            ParseAsEverything([.. mutant]);
        }
    }

    private static void ParseAsEverything(ReadOnlySpan<byte> bytes)
    {
        _ = ProcStat.TryParse(bytes, out _);
        _ = ProcStatm.TryParse(bytes, out _);
        _ = ProcIo.TryParse(bytes, out _);
        _ = NumberList.TryParse(bytes, []);
        _ = MachineStat.BootTime(bytes);
        _ = MachineStat.Uptime(bytes);
        _ = WaitChannel.Parse(bytes);
        Assert.All(CommandLineParser.Parse(bytes), Assert.NotNull);
        Assert.Equal(bytes, ProcText.Encode(ProcText.Decode(bytes)));
    }
}
