using Markdig.Syntax;

namespace Vmon.Build.Help;

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
