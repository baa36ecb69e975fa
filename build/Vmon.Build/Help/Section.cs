using Markdig.Syntax;

namespace Vmon.Build.Help;

/// <summary>A heading, what is below it, and the sections of lower levels within.</summary>
internal sealed record Section(string Title, int Level, int Line)
{
    internal List<Block> Blocks { get; } = [];

    internal List<Section> Sections { get; } = [];

    /// <summary>A document as a section of level 0.</summary>
    internal static Section Of(MarkdownDocument document)
    {
        Section root = new("", 0, 1);
        Stack<Section> open = new([root]);
        foreach (Block block in document)
        {
            if (block is not HeadingBlock heading)
            {
                open.Peek().Blocks.Add(block);
                continue;
            }

            while (open.Peek().Level >= heading.Level) _ = open.Pop();
            Section section = new(PlainText.Of(heading.Inline), heading.Level, heading.Line + 1);
            open.Peek().Sections.Add(section);
            open.Push(section);
        }

        return root;
    }
}
