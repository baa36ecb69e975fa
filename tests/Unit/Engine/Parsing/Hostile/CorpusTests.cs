using Vmon.Fuzz.Formats;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>Parses every input of tests/Fuzz/Corpus. No parser throws or returns a value that is not in the bytes.</summary>
public class CorpusTests
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "Fuzz", "Corpus");

    public static TheoryData<string> Names => [.. AllFormats.List.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parsers_accept_every_corpus_input(string name)
    {
        Format format = AllFormats.Named(name);
        Assert.NotEmpty(format.Check(format.Example));
        string[] files = Directory.GetFiles(Path.Combine(Folder, name));
        Assert.NotEmpty(files);
        foreach (string file in files) _ = format.Check(File.ReadAllBytes(file));
    }

    [Fact]
    public void Corpus_folders_all_have_a_parser() =>
        Assert.Empty(Directory.GetDirectories(Folder).Select(Path.GetFileName).Except(AllFormats.List.Select(format => format.Name)));
}
