using System.Text.RegularExpressions;

namespace Vmon.Tests.Help;

/// <summary>A property in about_Vmon_Objects, as Get-Help shows it.</summary>
internal sealed partial record ObjectRow(string Name, string Type, string Null, string Text)
{
    internal static string Topic { get; } = File.ReadAllText(Path.Combine(Repository.Root, "en-US", "about_Vmon_Objects.help.txt"));

    /// <summary>What the topic says about a type.</summary>
    internal static string Section(string type) => Regex.Match(Topic, $@"^{Regex.Escape(type)}\n(.*?)(?=^\S)", RegexOptions.Multiline | RegexOptions.Singleline).Value;

    internal static IEnumerable<ObjectRow> Of(string type) =>
        Paragraph().Matches(Section(type)).Select(paragraph => (Name: paragraph.Groups[1].Value, Row: Row().Match(Spaces().Replace(paragraph.Groups[2].Value, " ").Trim())))
            .Where(found => found.Row.Success).Select(found => new ObjectRow(found.Name, found.Row.Groups[1].Value, found.Row.Groups[2].Value, found.Row.Groups[3].Value));

    // CpuPercent
    //     Type: Double. Unit: % of a core. From: stat. Null: interval. CPU time
    //     used in the interval, as a percentage of one core.
    [GeneratedRegex(@"^    (\w+)\n((?:        .+\n)+)", RegexOptions.Multiline)]
    private static partial Regex Paragraph();

    [GeneratedRegex(@"^Type: (.+?)\.(?: Unit: .+?\.)?(?: From: .+?\.)? Null: (\w+)\. (.+)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
