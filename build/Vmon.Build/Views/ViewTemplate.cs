using System.Text;
using System.Xml;
using System.Xml.Linq;
using Vmon.Build.Fields;

namespace Vmon.Build.Views;

/// <summary>
/// A template of Vmon.Format.ps1xml or Vmon.Types.ps1xml. Its processing instructions are replaced: fields by the fields that the list does
/// not name, aliases by the aliases of the type, deserialized by the types of objects from a job or a file.
/// </summary>
internal sealed class ViewTemplate
{
    private readonly XDocument _document;

    internal ViewTemplate(string path)
    {
        _document = XDocument.Load(path);
        foreach (XProcessingInstruction instruction in _document.DescendantNodes().OfType<XProcessingInstruction>().ToArray())
            instruction.ReplaceWith(instruction.Target switch
            {
                "fields" when instruction.Parent!.Name == "ListItems" => ListItems(instruction.Parent),
                "fields" => PropertySet(instruction.Parent!),
                "aliases" => Names(instruction.Parent!.Ancestors("Type").Single().Element("Members")!.Elements("AliasProperty").Select(alias => alias.Element("Name")!.Value)),
                "deserialized" => Deserialized(instruction.Parent!),
                _ => throw new InvalidOperationException($"{path}: {instruction} is not known."),
            });
    }

    internal XDocument Document => _document;

    internal void Save(string path)
    {
        XmlWriterSettings settings = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, NewLineChars = "\n" };
        using XmlWriter writer = XmlWriter.Create(path, settings);
        _document.Save(writer);
    }

    private static XElement[] ListItems(XElement list)
    {
        string type = list.Ancestors("View").Single().Element("ViewSelectedBy")!.Elements("TypeName").First().Value;
        HashSet<string> named = [.. list.Elements("ListItem").Select(item => (item.Element("Label") ?? item.Element("PropertyName"))!.Value)];
        return [.. Declared(type).Where(field => ListItem.Has(field) && !named.Contains(field.Name)).Select(ListItem.Of)];
    }

    private static XElement[] PropertySet(XElement names)
    {
        string set = names.Parent!.Element("Name")!.Value;
        IEnumerable<string> members = Declared(names.Ancestors("Type").Single().Element("Name")!.Value)
            .Where(field => set == "PropertySerializationSet" ? field.Declaration.IsSerialized : field.Sets.Contains(set)).Select(field => field.Name);
        return Names(members.Except(names.Elements("Name").Select(name => name.Value)));
    }

    private static XElement[] Names(IEnumerable<string> names) => [.. names.Select(name => new XElement("Name", name))];

    private static XElement[] Deserialized(XElement types) =>
    [
        .. types.Descendants("PropertySet").Where(set => set.Element("Name")!.Value == "DefaultDisplayPropertySet").Select(set => new XElement(
            "Type",
            new XElement("Name", "Deserialized." + set.Ancestors("Type").Single().Element("Name")!.Value),
            new XElement("Members", new XElement("MemberSet", new XElement("Name", "PSStandardMembers"), new XElement("Members", set))))),
    ];

    private static IReadOnlyList<DeclaredField> Declared(string type) => DeclaredField.Of(typeof(ProcessSample).Assembly.GetType(type, throwOnError: true)!);
}
