using System.Xml.Linq;
using Vmon.Build.Fields;

namespace Vmon.Build.Views;

/// <summary>The line of a field in a list view.</summary>
internal static class ListItem
{
    /// <summary>Excludes references to other objects, and identities, whose parts have lines of their own.</summary>
    internal static bool Has(DeclaredField field) => field.Declaration.IsSerialized && field.Name != nameof(ProcessSample.Identity);

    internal static XElement Of(DeclaredField field)
    {
        XElement item = new("ListItem");
        if (Condition(field) is string property) item.Add(new XElement("ItemSelectionCondition", new XElement("ScriptBlock", $"$null -ne $_.{property}")));
        if (IsPlain(field.Property.PropertyType)) item.Add(new XElement("PropertyName", field.Name));
        else item.Add(new XElement("Label", field.Name), new XElement("ScriptBlock", $"$_.PSObject.VmonView.Printable.{field.Name}"));
        return item;
    }

    /// <summary>Property that must not be null for the line to be shown. Null if the line is always shown, so that it is empty if unknown: data sets that are read by default.</summary>
    private static string? Condition(DeclaredField field)
    {
        if (!field.IsNullable) return null;
        if (!field.Property.DeclaringType!.IsAssignableTo(typeof(ProcessSample))) return field.Name;
        bool isOfStat = !PropertyDataSets.ByProperty.TryGetValue(field.Name, out ProcessDataSets dataSet);
        bool isDefault = (dataSet & ProcessDataSets.Default) != 0;
        return field.Declaration.OfInterval && (isOfStat || isDefault) ? nameof(ProcessSample.Interval) : isDefault ? null : field.Name;
    }

    // Numbers, times and names of the module, and collections of numbers by the kernel's names. Anything else can have text of a process,
    // which must not act on the terminal.
    private static bool IsPlain(Type type) => type.IsValueType || type.GenericTypeArguments is [{ IsValueType: true }] or [_, { IsValueType: true }];
}
