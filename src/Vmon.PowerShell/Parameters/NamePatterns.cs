using System.Management.Automation;

namespace Vmon.PowerShell;

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
