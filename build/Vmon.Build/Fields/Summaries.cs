using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Vmon.Build.Fields;

/// <summary>The XML documentation of the engine as plain text.</summary>
internal static partial class Summaries
{
    private static readonly Dictionary<string, XElement> Members =
        XDocument.Load(Path.ChangeExtension(typeof(ProcessSample).Assembly.Location, "xml")).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    internal static string Of(Type type) => Text(Members[$"T:{type.FullName}"].Element("summary")!);

    /// <summary>The summary of a property; that of the parameter if it comes from one.</summary>
    internal static string Of(PropertyInfo property)
    {
        string type = property.DeclaringType!.FullName!;
        return Members.TryGetValue($"P:{type}.{property.Name}", out XElement? member) && member.Element("summary") is { } summary
            ? Text(summary)
            : Text(Members[$"T:{type}"].Elements("param").Single(parameter => parameter.Attribute("name")!.Value == property.Name));
    }

    // <summary>Null in the same cases as <see cref="P:Vmon.ProcessSample.ExitSignal"/>.</summary>
    private static string Text(XElement element) => Spaces().Replace(
        string.Concat(element.Nodes().Select(node => node is XElement see ? see.Attribute("cref")!.Value.Split('.')[^1] : ((XText)node).Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
