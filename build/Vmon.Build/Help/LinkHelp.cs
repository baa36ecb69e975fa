using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Vmon.Build.Help;

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
