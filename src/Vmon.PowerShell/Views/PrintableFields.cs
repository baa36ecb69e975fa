using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The texts of the list views that come from processes; nothing, and not a dash, where there is none.</summary>
public static class PrintableFields
{
    /// <summary>The property of this name: a text, or a list of texts.</summary>
    public static object? Of(PSObject instance, string name) => instance.Value(name) switch
    {
        null => null,
        string text => PrintableText.Of(text),
        System.Collections.IDictionary pairs => pairs.Keys.Cast<object>().Select(key => PrintableText.Of($"{key}: {pairs[key]}")).ToArray(),
        object value when LanguagePrimitives.GetEnumerable(value) is { } items => items.Cast<object>().Select(item => PrintableText.Of(item.ToString())).ToArray(),
        object value => PrintableText.Of(value.ToString()),
    };
}
