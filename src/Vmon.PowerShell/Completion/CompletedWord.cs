using System.Buffers;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

/// <summary>The word being completed, without its quotes, and its replacement.</summary>
internal readonly struct CompletedWord
{
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:+");

    private readonly string _text;
    private readonly bool _isQuoted;

    internal CompletedWord(string? typed)
    {
        string word = typed ?? "";
        _isQuoted = word.StartsWith('\'') || word.StartsWith('"');
        _text = word.Trim('\'', '"').Replace("''", "'");
    }

    internal bool Begins(string value) => value.StartsWith(_text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Wildcard pattern of a name, with ? for characters that cannot be typed or displayed.</summary>
    internal static string Pattern(string name) =>
        string.Concat(WildcardPattern.Escape(name).Select(character => PrintableText.IsPlain(character) ? character : '?'));

    /// <summary>Creates a result. List item and tooltip contain no control characters, and are never empty.</summary>
    internal CompletionResult Result(string value, string listed, string tip)
    {
        string shown = PrintableText.Of(listed);
        return new(Write(value), shown, CompletionResultType.ParameterValue, string.IsNullOrEmpty(tip) ? shown : PrintableText.Of(tip));
    }

    // PowerShell also ends a quoted string at a typographic quotation mark.
    private string Write(string value) =>
        !_isQuoted && !value.StartsWith('-') && !value.AsSpan().ContainsAnyExcept(Plain) ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
