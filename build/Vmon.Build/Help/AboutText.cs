using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace Vmon.Build.Help;

/// <summary>A topic as Get-Help shows it: text of 80 columns, with headings at the margin and all else indented.</summary>
internal sealed class AboutText
{
    private const int Width = 80;
    private const int Indent = 4;

    private readonly StringBuilder _text = new();

    internal AboutText(Section file)
    {
        foreach (Section topic in file.Sections)
        {
            Heading("TOPIC", 0);
            Lines([topic.Title], Indent);
            Body(topic);
        }
    }

    public override string ToString() => _text.ToString();

    private void Body(Section section)
    {
        foreach (Block block in section.Blocks) Add(block);
        foreach (Section inner in section.Sections)
        {
            Heading(inner.Title, inner.Level > 2 ? Indent / 2 : 0);
            Body(inner);
        }
    }

    private void Add(Block block)
    {
        switch (block)
        {
            case YamlFrontMatterBlock:
                break;
            case CodeBlock code:
                Lines(PlainText.Code(code).Split('\n'), Indent * 2);
                break;
            case ListBlock list:
                Lines(list.SelectMany(item => Wrap(PlainText.Item(item), Width - Indent - 2).Select((line, i) => i == 0 ? line : "  " + line)), Indent);
                break;
            case Table table:
                Lines(new TableText(table).Lines(Width - Indent), Indent);
                break;
            default:
                foreach (string paragraph in PlainText.Paragraphs([block])) Lines(Wrap(paragraph, Width - Indent), Indent);
                break;
        }
    }

    private void Heading(string title, int indent) => _text.Append(' ', indent).Append(title).Append('\n');

    private void Lines(IEnumerable<string> lines, int indent)
    {
        foreach (string line in lines) _text.Append(' ', line.Length > 0 ? indent : 0).Append(line).Append('\n');
        _text.Append('\n');
    }

    /// <summary>A text as lines of so many columns at most, unless a word is longer.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        StringBuilder line = new();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                _ = line.Clear();
            }

            _ = (line.Length > 0 ? line.Append(' ') : line).Append(word);
        }

        if (line.Length > 0) yield return line.ToString();
    }
}
