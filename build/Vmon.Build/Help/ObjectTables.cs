using System.Xml.Linq;
using Vmon.Build.Fields;

namespace Vmon.Build.Help;

/// <summary>Replaces the placeholders of a page about the objects with tables of their fields, aliases and enumerations.</summary>
/// <param name="path">Path of the page, for errors.</param>
/// <param name="types">Vmon.Types.ps1xml or its template.</param>
internal sealed class ObjectTables(string path, XDocument types)
{
    private const string FieldsMark = "<!-- fields -->";
    private const string Iso = " Its text is ISO 8601 in every culture.";
    private const string Header = "| Property | Type | Unit | From | Null | What it is |\n|---|---|---|---|---|---|\n";

    private readonly Dictionary<string, Type> _types = DeclaredField.Types.ToDictionary(type => type.FullName!);
    private readonly HashSet<DeclaredField> _missing = [.. DeclaredField.Types.SelectMany(DeclaredField.Of)];

    /// <summary>A placeholder belongs to the headings above it: ## names a type, ### a group of its fields.</summary>
    internal string Expand(string page)
    {
        string[] lines = page.Split('\n');
        string type = "";
        string? group = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal)) (type, group) = (lines[i][3..], null);
            else if (lines[i].StartsWith("### ", StringComparison.Ordinal)) group = lines[i][4..];
            lines[i] = lines[i] switch
            {
                FieldsMark => Fields(type, group, i + 1),
                "<!-- aliases -->" => Aliases(type),
                "<!-- enumerations -->" => Enumerations(),
                string line => line,
            };
        }

        return !page.Contains(FieldsMark, StringComparison.Ordinal) || _missing.Count == 0 ? string.Join('\n', lines)
            : throw new HelpFormatException(path, lines.Length, $"No heading has these fields: {string.Join(", ", _missing.Select(field => $"{field.Property.DeclaringType!.Name}.{field.Name}"))}.");
    }

    private string Fields(string type, string? group, int line)
    {
        DeclaredField[] fields = _types.TryGetValue(type, out Type? declaring) ? [.. DeclaredField.Of(declaring).Where(field => field.Declaration.Group == group)] : [];
        if (fields.Length == 0) throw new HelpFormatException(path, line, $"No field is declared for '{type}' and '{group}'.");
        _missing.ExceptWith(fields);
        return (Header + string.Join('\n', fields.Select(Row))).TrimEnd();
    }

    private string Row(DeclaredField field)
    {
        string text = Summaries.Of(field.Property).Replace("|", @"\|", StringComparison.Ordinal) + (IsInvariantTime(field) ? Iso : "");
        return $"| {field.Name} | {field.Type} | {field.Unit} | {field.From} | {field.Null} | {text} |";
    }

    private bool IsInvariantTime(DeclaredField field) =>
        Members(field.Property.DeclaringType!.FullName!, "CodeProperty").Any(property => property.Attribute("IsHidden") is null && property.Element("Name")!.Value == field.Name);

    private string Aliases(string type) =>
        $"Aliases: {string.Join(", ", Members(type, "AliasProperty").Select(alias => $"{alias.Element("Name")!.Value} ({alias.Element("ReferencedMemberName")!.Value})"))}.";

    private IEnumerable<XElement> Members(string type, string kind) =>
        types.Root!.Elements("Type").Where(element => element.Element("Name")!.Value == type).Elements("Members").Elements(kind);

    private string Enumerations() =>
        "| Enumeration | What it is |\n|---|---|\n" + string.Join('\n', _types.Values.SelectMany(DeclaredField.Of)
            .Select(field => Nullable.GetUnderlyingType(field.Property.PropertyType) ?? field.Property.PropertyType)
            .Where(type => type.IsEnum && type.Assembly == typeof(ProcessSample).Assembly).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => $"| {type.FullName} | {Summaries.Of(type)} |"));
}
