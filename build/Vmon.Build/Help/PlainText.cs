using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Vmon.Build.Help;

/// <summary>Markdown as text without marks.</summary>
internal static class PlainText
{
    internal static string Of(Inline? inline) => inline switch
    {
        null => "",
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        ContainerInline container => string.Concat(container.Select(Of)),
        _ => throw new NotSupportedException($"{inline.GetType().Name} is not known."),
    };

    /// <summary>A text for each paragraph, item of a list, and block of code, whose lines are kept.</summary>
    internal static IEnumerable<string> Paragraphs(IEnumerable<Block> blocks) => blocks.SelectMany(OfBlock);

    internal static string Code(CodeBlock block) => string.Join('\n', block.Lines.Lines.Take(block.Lines.Count).Select(line => line.ToString()));

    internal static string Item(Block item) => "- " + string.Join(' ', Paragraphs((ContainerBlock)item));

    private static IEnumerable<string> OfBlock(Block block) => block switch
    {
        YamlFrontMatterBlock => [],
        CodeBlock code => [Code(code)],
        ListBlock list => list.Select(Item),
        ParagraphBlock paragraph => [Of(paragraph.Inline)],
        _ => throw new NotSupportedException($"{block.GetType().Name} at line {block.Line + 1} is not known."),
    };
}
