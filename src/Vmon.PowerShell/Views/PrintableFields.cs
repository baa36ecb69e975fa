using System.Collections;
using System.Dynamic;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>
/// The properties of an object by their names, as texts of the list views that cannot act on the terminal. Null, and not a dash, where there is none.
/// </summary>
public sealed class PrintableFields(PSMemberInfoCollection<PSPropertyInfo> properties) : DynamicObject
{
    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        result = Of(binder.Name);
        return true;
    }

    // A text, or a list of texts.
    private object? Of(string name) => properties.Value(name) switch
    {
        null => null,
        string text => PrintableText.Of(text),
        IDictionary pairs => pairs.Keys.Cast<object>().Select(key => PrintableText.Of($"{key}: {pairs[key]}")).ToArray(),
        object value when LanguagePrimitives.GetEnumerable(value) is { } items => items.Cast<object>().Select(item => PrintableText.Of(item.ToString())).ToArray(),
        object value => PrintableText.Of(value.ToString()),
    };
}
