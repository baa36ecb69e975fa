using System.Buffers;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace Vmon.PowerShell;

/// <summary>The word that is being completed, without the quotes that it is typed in, and what takes its place.</summary>
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

    /// <summary>A pattern of the name, in which what cannot be typed or seen is any character.</summary>
    internal static string Pattern(string name) =>
        string.Concat(WildcardPattern.Escape(name).Select(character => PrintableText.IsPlain(character) ? character : '?'));

    /// <summary>What a menu shows and what stands in its tooltip never act on the terminal, and are never empty.</summary>
    internal CompletionResult Result(string value, string listed, string tip)
    {
        string shown = PrintableText.Of(listed);
        return new(Write(value), shown, CompletionResultType.ParameterValue, string.IsNullOrEmpty(tip) ? shown : PrintableText.Of(tip));
    }

    // PowerShell also ends a quoted text at a typographic quotation mark.
    private string Write(string value) =>
        !_isQuoted && !value.StartsWith('-') && !value.AsSpan().ContainsAnyExcept(Plain) ? value : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
