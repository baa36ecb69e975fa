using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>
/// The properties of an object by name, so that the views show one that came back from a job, a file or another machine like the one it
/// was: there its type is gone, and its properties are left.
/// </summary>
internal static class PropertyValues
{
    internal static object? Value(this PSObject instance, string name) => instance.Properties[name]?.Value;

    /// <summary>A number, time or enum; null for what is unknown.</summary>
    internal static T? Get<T>(this PSObject instance, string name)
        where T : struct =>
        LanguagePrimitives.TryConvertTo(instance.Value(name), CultureInfo.InvariantCulture, out T? value) ? value : null;

    internal static bool Is(this PSObject instance, string name) => instance.Get<bool>(name) == true;

    internal static string? Text(this PSObject instance, string name) => instance.Value(name)?.ToString();

    /// <summary>Text for a terminal: nothing of it acts there, and a dash stands for none.</summary>
    internal static string Printable(this PSObject instance, string name) => PrintableText.Of(instance.Text(name));

    internal static string Percent(this PSObject instance, string name) => Units.Percent(instance.Get<double>(name));

    internal static string Bytes(this PSObject instance, string name) => Units.Bytes(instance.Get<double>(name));

    /// <summary>Whether the kernel refused this for the process, which properties of null do not tell.</summary>
    internal static bool IsDenied(this PSObject instance, ProcessWants want) =>
        instance.Get<ProcessWants>(nameof(ProcessSample.Denied))?.HasFlag(want) == true;

    /// <summary>The items of a list as objects; none for null, and for a list of which serialization has left a text.</summary>
    internal static IEnumerable<PSObject> Items(this PSObject instance, string name) =>
        LanguagePrimitives.GetEnumerable(instance.Value(name))?.Cast<object>().Select(PSObject.AsPSObject) ?? [];
}
