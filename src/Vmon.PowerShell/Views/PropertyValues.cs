using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Views;

/// <summary>
/// The properties of an object by name. An object from a job, a file or another machine has lost its type but not its properties, so that
/// the views display it like the original.
/// </summary>
internal static class PropertyValues
{
    extension(PSMemberInfoCollection<PSPropertyInfo> properties)
    {
        internal object? Value(string name) => properties[name]?.Value;

        /// <summary>A number, time span or enum. Null if unknown.</summary>
        internal T? Get<T>(string name)
            where T : struct =>
            properties.Value(name) switch
            {
                null => null,
                T value => value,
                object other => LanguagePrimitives.TryConvertTo(other, CultureInfo.InvariantCulture, out T? value) ? value : null,
            };

        /// <summary>A time. A deserialized one is text, which PowerShell does not convert in Constrained Language Mode.</summary>
        internal DateTimeOffset? Time(string name) => properties.Value(name) is DateTimeOffset time
            || DateTimeOffset.TryParse(properties.Text(name), CultureInfo.InvariantCulture, out time) ? time : null;

        internal bool Is(string name) => properties.Get<bool>(name) == true;

        internal string? Text(string name) => properties.Value(name)?.ToString();

        /// <summary>Printable text. A dash if unknown.</summary>
        internal string Printable(string name) => PrintableText.Of(properties.Text(name));

        internal string Percent(string name) => Units.Percent(properties.Get<double>(name));

        internal string Bytes(string name) => Units.Bytes(properties.Get<double>(name));

        /// <summary>Whether permission to read the data set was denied. A property that is null does not show this.</summary>
        internal bool IsDenied(ProcessDataSets dataSet) => properties.Get<ProcessDataSets>(nameof(ProcessSample.Denied))?.HasFlag(dataSet) == true;

        /// <summary>The items of a list. Empty for null, and for a list that serialization converted to text.</summary>
        internal IEnumerable<PSObject> Items(string name) =>
            LanguagePrimitives.GetEnumerable(properties.Value(name))?.Cast<object>().Select(PSObject.AsPSObject) ?? [];
    }
}
