namespace Vmon.Build.Help;

/// <summary>A type that a command takes or writes, and what about it.</summary>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description)
{
    internal static TypeHelp Read(Section section) => new(section.Title, [.. PlainText.Paragraphs(section.Blocks)]);
}
