using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The patterns of a -Path parameter. A target such as pipe:[123] also matches literally, although brackets are a wildcard.</summary>
internal sealed class TargetPatterns(string[] patterns)
{
    private readonly Wildcard[] _wildcards = [.. patterns.Select(pattern => new Wildcard(pattern, WildcardOptions.None))];

    /// <summary>Whether a pattern is not absolute, does not start with a wildcard, and is not a target such as pipe:[123].</summary>
    internal static bool IsRelative(string pattern) => pattern[0] is not ('/' or '*' or '?' or '[') && !pattern.Contains(':');

    internal bool Matches(string target) => patterns.Contains(target, StringComparer.Ordinal) || _wildcards.Any(wildcard => wildcard.IsMatch(target));
}
