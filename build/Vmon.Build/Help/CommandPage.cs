namespace Vmon.Build.Help;

/// <summary>The help of one command, from a page of platyPS's schema 2.0.0.</summary>
internal sealed record CommandPage(
    string Name,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<SyntaxHelp> Syntax,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<LinkHelp> Links)
{
    private static readonly string[] Titles =
        ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    internal static CommandPage Read(HelpFile file)
    {
        if (file.Content.Sections is not [Section page] || page.Title != file.Name) throw file.Wrong(file.Content, $"'# {file.Name}' is to be its one title.");
        if (!page.Sections.Select(section => section.Title).SequenceEqual(Titles))
            throw file.Wrong(page, $"Its sections are to be these, in this order: {string.Join(", ", Titles)}.");

        Dictionary<string, Section> sections = page.Sections.ToDictionary(section => section.Title);
        ParameterHelp[] parameters = [.. sections["PARAMETERS"].Sections.Where(IsParameter).Select(section => ParameterHelp.Read(file, section))];
        return new(
            page.Title,
            Text("SYNOPSIS"),
            Text("DESCRIPTION"),
            [.. sections["SYNTAX"].Sections.Select(section => SyntaxHelp.Read(file, section, parameters))],
            [.. sections["EXAMPLES"].Sections.Select(section => ExampleHelp.Read(file, section))],
            parameters,
            [.. sections["INPUTS"].Sections.Select(TypeHelp.Read)],
            [.. sections["OUTPUTS"].Sections.Select(TypeHelp.Read)],
            Text("NOTES"),
            LinkHelp.Read(file, sections["RELATED LINKS"]));

        string[] Text(string title) => [.. PlainText.Paragraphs(sections[title].Blocks)];
    }

    // PowerShell tells of the common parameters itself.
    private static bool IsParameter(Section section) => section.Title != "CommonParameters";
}
