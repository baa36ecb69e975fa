using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The paths of a -Path parameter. A target such as pipe:[123] means itself, although its brackets are a wildcard.</summary>
internal sealed class TargetPatterns(string[] patterns)
{
    private readonly Wildcard[] _wildcards = [.. patterns.Select(pattern => new Wildcard(pattern, WildcardOptions.None))];

    /// <summary>Whether it is neither absolute, nor begins with a wildcard, nor is a target such as pipe:[123].</summary>
    internal static bool IsRelative(string pattern) => pattern[0] is not ('/' or '*' or '?' or '[') && !pattern.Contains(':');

    internal bool Matches(string target) => patterns.Contains(target, StringComparer.Ordinal) || _wildcards.Any(wildcard => wildcard.IsMatch(target));
}
