using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class CommandLineParserTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("sh\0", new[] { "sh" })]
    [InlineData("sh\0-c\0sleep 100; true\0", new[] { "sh", "-c", "sleep 100; true" })]
    [InlineData("sh\0-c\0last without an end", new[] { "sh", "-c", "last without an end" })]
    [InlineData("a\0\0b\0", new[] { "a", "", "b" })]
    [InlineData("\0b\0", new[] { "", "b" })]
    [InlineData("a\0\0", new[] { "a", "" })]
    [InlineData("a\0b\0\0\0", new[] { "a", "b", "", "" })]
    [InlineData("a\0two\nlines\0", new[] { "a", "two\nlines" })]
    [InlineData("nginx: worker process\0\0\0\0\0", new[] { "nginx: worker process" })]
    [InlineData("postgres: writer without an end", new[] { "postgres: writer without an end" })]
    [InlineData("\0", new[] { "" })]
    [InlineData("\0\0\0\0", new[] { "" })]
    public void Parse_preserves_argument_boundaries(string bytes, string[] words) => Assert.Equal(words, Parse(Encoding.UTF8.GetBytes(bytes)));

    [Fact]
    public void Parse_preserves_arguments_that_are_not_UTF8()
    {
        string[] words = Parse([0x61, 0, 0xff, 0xfe, 0x20, 0xc3, 0]);
        Assert.Equal(2, words.Length);
        Assert.Equal([0xff, 0xfe, 0x20, 0xc3], ProcText.Encode(words[1]));
    }

    [Fact]
    public void Parse_round_trips_random_arguments()
    {
        Random random = new(3);
        for (int round = 0; round < 2000; round++)
        {
            byte[][] words = new byte[random.Next(1, 6)][];
            for (int i = 0; i < words.Length; i++)
            {
                words[i] = new byte[random.Next(i == words.Length - 1 ? 1 : 0, 9)];
                for (int j = 0; j < words[i].Length; j++) words[i][j] = (byte)random.Next(1, 256);
            }

            byte[] line = [.. words.SelectMany(word => word.Append((byte)0))];
            Assert.Equal(words, Parse(line).Select(ProcText.Encode));
        }
    }

    private static string[] Parse(byte[] bytes) => CommandLineParser.Parse(bytes);
}
