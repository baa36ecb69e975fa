using Markdig.Syntax;

namespace Vmon.Build.Help;

/// <summary>An example: its title, its code, and what is said about it, its output included.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks)
{
    internal static ExampleHelp Read(HelpFile file, Section section)
    {
        FencedCodeBlock[] code = [.. section.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "powershell")];
        if (code.Length != 1) throw file.Wrong(section, "An example has one block of powershell.");
        return new(section.Title, PlainText.Code(code[0]), [.. PlainText.Paragraphs(section.Blocks.Except(code))]);
    }
}
