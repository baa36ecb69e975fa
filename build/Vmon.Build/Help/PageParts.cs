using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Vmon.Build.Help;

/// <summary>An example: title, code, and remarks with its output.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks)
{
    internal static ExampleHelp Read(HelpFile file, Section section)
    {
        FencedCodeBlock[] code = [.. section.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "powershell")];
        if (code.Length != 1) throw file.Wrong(section, "An example has one block of powershell.");
        return new(section.Title, PlainText.Code(code[0]), [.. PlainText.Paragraphs(section.Blocks.Except(code))]);
    }
}

/// <summary>An input or output type of a command, and its description.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description)
{
    internal static TypeHelp Read(Section section) => new(section.Title, [.. PlainText.Paragraphs(section.Blocks)]);
}

/// <summary>A related link. One to another page of this help is a name for Get-Help, without an address.</summary>
internal sealed record LinkHelp(string Text, string Address)
{
    internal bool HasAddress => Address.Length > 0;

    internal static LinkHelp[] Read(HelpFile file, Section section)
    {
        LinkHelp[] links = [.. section.Blocks.OfType<ParagraphBlock>().SelectMany(paragraph => paragraph.Inline!.Descendants<LinkInline>()).Select(Read)];
        return links.Length > 0 ? links : throw file.Wrong(section, "There are no links.");
    }

    private static LinkHelp Read(LinkInline link) =>
        new(PlainText.Of(link), link.Url is { } url && url.Contains("://", StringComparison.Ordinal) ? url : "");
}

/// <summary>A parameter: its description, and the yaml that platyPS has below it.</summary>
internal sealed record ParameterHelp(string Name, IReadOnlyList<string> Description, IReadOnlyDictionary<string, string> Facts)
{
    private static readonly string[] Keys =
        ["Type", "Parameter Sets", "Aliases", "Required", "Position", "Default value", "Accept pipeline input", "Accept wildcard characters"];

    internal string Type => Facts["Type"];

    internal bool IsSwitch => Type == "SwitchParameter";

    internal bool IsList => Type.EndsWith("[]", StringComparison.Ordinal);

    /// <summary>Whether a syntax line of the set has it.</summary>
    internal bool IsIn(string set) => Facts["Parameter Sets"].Split(", ") is string[] sets && (sets is ["(All)"] || sets.Contains(set));

    internal static ParameterHelp Read(HelpFile file, Section section)
    {
        if (section.Blocks.OfType<FencedCodeBlock>().ToArray() is not [{ Info: "yaml" } yaml])
            throw file.Wrong(section, "A parameter has one block of yaml.");

        // Type: Int32[]
        Dictionary<string, string> facts = PlainText.Code(yaml).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim());
        if (!facts.Keys.Order().SequenceEqual(Keys.Order())) throw file.Wrong(section, $"Its yaml is to have these keys: {string.Join(", ", Keys)}.");
        return new(section.Title[1..], [.. PlainText.Paragraphs(section.Blocks.Where(block => block != yaml))], facts);
    }
}

/// <summary>A parameter set: its parameters in the order of the syntax line.</summary>
internal sealed partial record SyntaxHelp(string Set, IReadOnlyList<string> Parameters)
{
    private const string Default = " (Default)";

    // ### Name (Default)
    // Get-VmonFile [[-Name] <string[]>] [-Path <string[]>] [-Deleted] [<CommonParameters>]
    internal static SyntaxHelp Read(HelpFile file, Section section, ParameterHelp[] parameters)
    {
        if (section.Blocks is not [FencedCodeBlock code]) throw file.Wrong(section, "A parameter set is one block of code.");
        string set = section.Title.EndsWith(Default, StringComparison.Ordinal) ? section.Title[..^Default.Length] : section.Title;
        string[] names = [.. Name().Matches(PlainText.Code(code)).Select(match => match.Groups[1].Value)];
        string[] different = [.. names.Concat(parameters.Where(parameter => parameter.IsIn(set)).Select(parameter => parameter.Name))
            .GroupBy(name => name).Where(group => group.Count() != 2).Select(group => group.Key)];
        return different.Length == 0
            ? new(set, names)
            : throw file.Wrong(section, $"Syntax and parameters have different parameters in this set: {string.Join(", ", different)}.");
    }

    [GeneratedRegex(@"(?<=[\s\[])-(\w+)")]
    private static partial Regex Name();
}
