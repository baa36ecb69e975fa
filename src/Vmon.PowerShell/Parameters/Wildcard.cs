using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>A wildcard pattern of a parameter. As in shells, an invalid pattern ('[a') matches literally.</summary>
internal sealed class Wildcard
{
    private readonly WildcardPattern _pattern;

    internal Wildcard(string text, WildcardOptions options)
    {
        bool isValid = IsValid(text);
        IsExact = !isValid || !WildcardPattern.ContainsWildcardCharacters(text);
        _pattern = WildcardPattern.Get(isValid ? text : WildcardPattern.Escape(text), options);
    }

    /// <summary>Whether the pattern has no wildcards.</summary>
    internal bool IsExact { get; }

    internal bool IsMatch(string text) => _pattern.IsMatch(text);

    private static bool IsValid(string text)
    {
        try
        {
            _ = WildcardPattern.Get(text, WildcardOptions.None).IsMatch("");
            return true;
        }
        catch (WildcardPatternException)
        {
            return false;
        }
    }
}
