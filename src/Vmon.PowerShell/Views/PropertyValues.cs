using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>
/// The properties of an object by name, so that the views show one that came back from a job, a file or another machine like the one it
/// was: there its type is gone, and its properties are left.
/// </summary>
internal static class PropertyValues
{
    extension(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        internal object? Value(string name) => properties[name]?.Value;

        /// <summary>A number, time span or enum; null for what is unknown.</summary>
        internal T? Get<T>(string name)
            where T : struct =>
            properties.Value(name) switch
            {
                null => null,
                T value => value,
                object other => LanguagePrimitives.TryConvertTo(other, CultureInfo.InvariantCulture, out T? value) ? value : null,
            };

        /// <summary>A point in time. What came back is a text, from which PowerShell makes a time only where the language is not constrained.</summary>
        internal DateTimeOffset? Time(string name) => properties.Value(name) is DateTimeOffset time
            || DateTimeOffset.TryParse(properties.Text(name), CultureInfo.InvariantCulture, out time) ? time : null;

        internal bool Is(string name) => properties.Get<bool>(name) == true;

        internal string? Text(string name) => properties.Value(name)?.ToString();

        /// <summary>Text for a terminal: nothing of it acts there, and a dash stands for none.</summary>
        internal string Printable(string name) => PrintableText.Of(properties.Text(name));

        internal string Percent(string name) => Units.Percent(properties.Get<double>(name));

        internal string Bytes(string name) => Units.Bytes(properties.Get<double>(name));

        /// <summary>Whether the kernel refused this for the process, which properties of null do not tell.</summary>
        internal bool IsDenied(ProcessDataSets dataSet) => properties.Get<ProcessDataSets>(nameof(ProcessSample.Denied))?.HasFlag(dataSet) == true;

        /// <summary>The items of a list as objects; none for null, and for a list of which serialization has left a text.</summary>
        internal IEnumerable<PSObject> Items(string name) =>
            LanguagePrimitives.GetEnumerable(properties.Value(name))?.Cast<object>().Select(PSObject.AsPSObject) ?? [];
    }
}
