using System.Management.Automation;

namespace Vmon.PowerShell.Parameters;

/// <summary>The names of a -Name parameter, and whether each of them matched.</summary>
internal sealed class NamePatterns
{
    private readonly List<(string Name, Wildcard Pattern)> _patterns;
    private readonly HashSet<string> _matched = [];

    internal NamePatterns(IEnumerable<string> names) =>
        _patterns = [.. names.Select(name => (name, new Wildcard(name, WildcardOptions.IgnoreCase)))];

    /// <summary>Names without wildcards that have not matched.</summary>
    internal IEnumerable<string> Missing =>
        from pattern in _patterns
        where pattern.Pattern.IsExact && !_matched.Contains(pattern.Name)
        select pattern.Name;

    /// <summary>Whether all names are exact and none matched.</summary>
    internal bool IsHopeless => Missing.Count() == _patterns.Count;

    /// <summary>Whether the exact name was specified, not only a pattern that it matches.</summary>
    internal bool IsNamed(string name) => _patterns.Any(pattern => pattern.Pattern.IsExact && pattern.Pattern.IsMatch(name));

    internal bool Matches(string name)
    {
        bool isMatch = false;
        foreach ((string pattern, Wildcard wildcard) in _patterns)
        {
            if (!wildcard.IsMatch(name)) continue;
            _ = _matched.Add(pattern);
            isMatch = true;
        }

        return isMatch;
    }
}

/// <summary>The patterns of a -Path parameter. A target such as pipe:[123] also matches literally, although brackets are a wildcard.</summary>
internal sealed class TargetPatterns(string[] patterns)
{
    private readonly Wildcard[] _wildcards = [.. patterns.Select(pattern => new Wildcard(pattern, WildcardOptions.None))];

    /// <summary>Whether a pattern is not absolute, does not start with a wildcard, and is not a target such as pipe:[123].</summary>
    internal static bool IsRelative(string pattern) => pattern[0] is not ('/' or '*' or '?' or '[') && !pattern.Contains(':');

    internal bool Matches(string target) => patterns.Contains(target, StringComparer.Ordinal) || _wildcards.Any(wildcard => wildcard.IsMatch(target));
}

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
