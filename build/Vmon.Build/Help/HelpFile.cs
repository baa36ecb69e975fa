using System.Xml.Linq;
using Markdig;

namespace Vmon.Build.Help;

/// <summary>A Markdown file as its tree of sections.</summary>
internal sealed record HelpFile(string Path, Section Content)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    internal bool IsAbout => Name.StartsWith("about_", StringComparison.Ordinal);

    /// <summary>Reads a page, with its tables of fields.</summary>
    internal static HelpFile Read(string path, XDocument types) =>
        new(path, Section.Of(Markdown.Parse(new ObjectTables(path, types).Expand(File.ReadAllText(path)), Pipeline)));

    internal HelpFormatException Wrong(Section section, string message) => new(Path, section.Line, message);
}

/// <summary>A page violates the schema. The message starts with file and line, as those of compilers do.</summary>
internal sealed class HelpFormatException(string file, int line, string message)
    : Exception($"{file}({line}): error HELP: {message}");
