using System.Text;

namespace Vmon.Metrics.Labels;

/// <summary>Values of labels. Any user can choose the name of a process, so they are bounded and contain no control character.</summary>
internal static class LabelText
{
    /// <summary>The longest value, in UTF-16.</summary>
    internal const int Longest = 128;

    private const char Replacement = '\uFFFD';
    private const char Ellipsis = '…';

    /// <summary>
    /// A value without control characters and lone surrogates, cut at <see cref="Longest"/>. Groups are told apart by it, because two series of a page must not have the same labels.
    /// </summary>
    internal static string Clean(string text)
    {
        if (text.Length <= Longest && IsClean(text)) return text;
        StringBuilder clean = new(Math.Min(text.Length, Longest));
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            int width = isPair ? 2 : 1;
            if (clean.Length + width > Longest - (i + width < text.Length ? 1 : 0)) return clean.Append(Ellipsis).ToString();
            if (isPair) _ = clean.Append(text, i++, width);
            else _ = clean.Append(IsRefused(text[i]) ? Replacement : text[i]);
        }

        return clean.ToString();
    }

    /// <summary>Appends a name="value" pair, escaped as both text formats require.</summary>
    internal static void Append(StringBuilder labels, string name, string value)
    {
        _ = labels.Append(name).Append("=\"");
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '\\' => labels.Append(@"\\"),
                '"' => labels.Append("\\\""),
                '\n' => labels.Append(@"\n"),
                _ => labels.Append(letter),
            };
        }

        _ = labels.Append('"');
    }

    private static bool IsClean(string text)
    {
        foreach (char letter in text)
            if (char.IsControl(letter) || char.IsSurrogate(letter)) return false;
        return true;
    }

    private static bool IsRefused(char letter) => char.IsControl(letter) || char.IsSurrogate(letter);
}
