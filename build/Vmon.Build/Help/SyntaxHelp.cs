using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace Vmon.Build.Help;

/// <summary>A parameter set: its parameters in the order of the syntax line.</summary>
internal sealed partial record SyntaxHelp(string Set, IReadOnlyList<string> Parameters)
{
    private const string Default = " (Default)";

    // ### Name (Default)
    // Get-VmonFile [[-Name] <string[]>] [-Path <string[]>] [-Deleted] [<CommonParameters>]
    internal static SyntaxHelp Read(HelpFile file, Section section, ParameterHelp[] parameters)
    {
        if (section.Blocks is not [FencedCodeBlock code]) throw file.Wrong(section, "A parameter set is one block of code.");
        string set = section.Title.EndsWith(Default, StringComparison.Ordinal) ? section.Title[..^Default.Length] : section.Title;
        string[] names = [.. Name().Matches(PlainText.Code(code)).Select(match => match.Groups[1].Value)];
        string[] different = [.. names.Concat(parameters.Where(parameter => parameter.IsIn(set)).Select(parameter => parameter.Name))
            .GroupBy(name => name).Where(group => group.Count() != 2).Select(group => group.Key)];
        return different.Length == 0
            ? new(set, names)
            : throw file.Wrong(section, $"Syntax and parameters have different parameters in this set: {string.Join(", ", different)}.");
    }

    [GeneratedRegex(@"(?<=[\s\[])-(\w+)")]
    private static partial Regex Name();
}
