using System.Collections;
using System.Management.Automation;
using System.Xml;

namespace Vmon.Tests.PowerShell.Views;

/// <summary>The views of the module, computed as PowerShell computes them.</summary>
internal static class ViewFile
{
    private const string Cell = "TableColumnItem|.//ListItem|.//WideItem|.//GroupBy|.//ItemSelectionCondition";

    /// <summary>What the views of a type show of an object: by kind (Table, List, Wide), value by value.</summary>
    internal static IReadOnlyList<object?> Shown(Shell shell, PSObject item, string type, string kind = "") =>
        [.. Nodes($"//View[ViewSelectedBy/TypeName='{type}' and *[contains(name(), '{kind}Control')]]")
            .SelectMany(Cells).Select(cell => Value(shell, item, cell))];

    /// <summary>The columns of the table of a type: its headings, and what each shows of an object.</summary>
    internal static IReadOnlyList<(string Heading, object? Cell)> Columns(Shell shell, PSObject item, string type)
    {
        XmlNode view = Nodes($"//View[ViewSelectedBy/TypeName='{type}' and TableControl]").Single();
        IEnumerable<string> headings = view.SelectNodes(".//TableColumnHeader/Label")!.Cast<XmlNode>().Select(label => label.InnerText);
        return [.. headings.Zip(view.SelectNodes(".//TableColumnItem")!.Cast<XmlNode>().Select(cell => Value(shell, item, cell)))];
    }

    /// <summary>Every type that has a table.</summary>
    internal static IEnumerable<string> TypesOfTables => Nodes("//View[TableControl]/ViewSelectedBy/TypeName").Select(name => name.InnerText);

    /// <summary>A value with what is in it, as texts.</summary>
    internal static IEnumerable<string> Texts(object? value) =>
        value is string or null ? [value as string ?? ""] : value is IEnumerable items ? items.Cast<object>().SelectMany(Texts) : [value.ToString() ?? ""];

    private static IEnumerable<XmlNode> Cells(XmlNode view) =>
        view.SelectNodes($".//{Cell}|//Control[Name='{view["GroupBy"]?["CustomControlName"]?.InnerText}']//ExpressionBinding")!.Cast<XmlNode>();

    private static object? Value(Shell shell, PSObject item, XmlNode cell)
    {
        if (cell["ScriptBlock"] is not XmlElement script)
        {
            PSPropertyInfo? property = item.Properties[cell["PropertyName"]!.InnerText];
            Assert.True(property is not null, $"{cell.OuterXml} names nothing that is there.");
            return property.Value;
        }

        PSObject[] result = [.. shell.Run($"$args[0] | ForEach-Object {{ {script.InnerText} }}", item)];
        Assert.Empty(shell.Errors);
        return result.Length == 1 ? result[0]?.BaseObject : result;
    }

    private static IEnumerable<XmlNode> Nodes(string path)
    {
        XmlDocument views = new();
        views.Load(Path.Combine(Repository.Root, "Vmon.Format.ps1xml"));
        return views.SelectNodes(path)!.Cast<XmlNode>();
    }
}
