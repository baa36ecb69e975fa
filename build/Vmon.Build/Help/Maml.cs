using System.Xml.Linq;

namespace Vmon.Build.Help;

/// <summary>Command pages as the XML that Get-Help reads.</summary>
internal static class Maml
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    internal static XDocument Document(IEnumerable<CommandPage> pages) => new(
        new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));

    private static XElement Page(CommandPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Text),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Command + "verb", page.Name.Split('-')[0]),
            new XElement(Command + "noun", page.Name.Split('-')[1]),
            Description(page.Synopsis)),
        Description([.. page.Description, .. SeeAlso(page)]),
        new XElement(Command + "syntax", page.Syntax.Select(syntax => SyntaxItem(page, syntax))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, isInSyntax: false))),
        new XElement(Command + "inputTypes", page.Inputs.Select(type => new XElement(Command + "inputType", Type(type.Name), Description(type.Description)))),
        new XElement(Command + "returnValues", page.Outputs.Select(type => new XElement(Command + "returnValue", Type(type.Name), Description(type.Description)))),
        new XElement(Text + "alertSet", new XElement(Text + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", page.Links.Where(link => link.HasAddress).Select(Link)));

    // Get-Help offers "-Online" for a command with any related link, so links without an address are part of the description.
    private static IEnumerable<string> SeeAlso(CommandPage page) =>
        page.Links.Any(link => !link.HasAddress) ? [$"See also: {string.Join(", ", page.Links.Where(link => !link.HasAddress).Select(link => link.Text))}."] : [];

    private static XElement SyntaxItem(CommandPage page, SyntaxHelp syntax) => new(
        Command + "syntaxItem",
        new XElement(Text + "name", page.Name),
        syntax.Parameters.Select(name => Parameter(page.Parameters.Single(parameter => parameter.Name == name), isInSyntax: true)));

    private static XElement Parameter(ParameterHelp parameter, bool isInSyntax) => new(
        Command + "parameter",
        new XAttribute("required", Lower(parameter.Facts["Required"])),
        new XAttribute("variableLength", Lower(parameter.IsList)),
        new XAttribute("globbing", Lower(parameter.Facts["Accept wildcard characters"])),
        new XAttribute("pipelineInput", parameter.Facts["Accept pipeline input"]),
        new XAttribute("position", Lower(parameter.Facts["Position"])),
        new XAttribute("aliases", parameter.Facts["Aliases"] is { Length: > 0 } aliases ? aliases : "none"),
        new XElement(Text + "name", parameter.Name),
        Description(parameter.Description),
        isInSyntax && parameter.IsSwitch ? null : Value(parameter),
        Type(parameter.Type),
        new XElement(Dev + "defaultValue", parameter.Facts["Default value"]));

    private static XElement Value(ParameterHelp parameter) => new(
        Command + "parameterValue",
        new XAttribute("required", Lower(!parameter.IsSwitch)),
        new XAttribute("variableLength", Lower(parameter.IsList)),
        parameter.Type);

    // Get-Help puts neither a line nor a space between an example and the next one.
    private static XElement Example(ExampleHelp example) => new(
        Command + "example",
        new XElement(Text + "title", $"-------- {example.Title} --------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs([.. example.Remarks, ""])));

    private static XElement Link(LinkHelp link) => new(
        Text + "navigationLink", new XElement(Text + "linkText", link.Text), new XElement(Text + "uri", link.Address));

    private static XElement Type(string name) => new(Dev + "type", new XElement(Text + "name", name), new XElement(Text + "uri"));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Text + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) => paragraphs.Select(text => new XElement(Text + "para", text));

    private static string Lower(object value) => value.ToString()!.ToLowerInvariant();
}
