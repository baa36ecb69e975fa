using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace Vmon.PowerShell;

/// <summary>
/// An object as a line of JSON: its properties, those that code computes last. Aliases, hidden properties and what leads to other objects
/// (Parent, Children, Process) are left out, so that every object of a type has the same names.
/// </summary>
internal sealed class JsonLine
{
    private const PSMemberTypes Data =
        PSMemberTypes.Property | PSMemberTypes.CodeProperty | PSMemberTypes.NoteProperty | PSMemberTypes.ScriptProperty;

    private readonly ArrayBufferWriter<byte> _line = new(4096);

    internal string Of(object? value)
    {
        _line.ResetWrittenCount();
        using (Utf8JsonWriter json = new(_line, new() { Encoder = JsonText.Encoder })) Write(json, value);
        return Encoding.UTF8.GetString(_line.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, object? value)
    {
        object? item = JsonScalars.Unwrapped(value);
        if (JsonScalars.TryWrite(json, item)) return;
        json.WriteStartObject();
        if (item is IDictionary entries) WriteEntries(json, entries);
        else WriteProperties(json, PSObject.AsPSObject(value), item is PSObject ? typeof(PSCustomObject) : item!.GetType());
        json.WriteEndObject();
    }

    private static void WriteProperties(Utf8JsonWriter json, PSObject value, Type type)
    {
        foreach (PSPropertyInfo property in value.Properties.OrderBy(property => property.MemberType == PSMemberTypes.CodeProperty).ThenBy(property => !JsonShape.IsInherited(type, property.Name)))
        {
            if ((property.MemberType & Data) == 0) continue;

            // Also of what is not written: a sample that is asked for everything does not warn of what was not read.
            object? item = Get(property);
            if (JsonShape.IsFlat(type, property.Name)) WriteMember(json, property.Name, item);
        }
    }

    // Two keys, 1 and "1" for one, may be one as text: the later one then has a number behind it.
    private static void WriteEntries(Utf8JsonWriter json, IDictionary entries)
    {
        HashSet<string> names = [];
        foreach (DictionaryEntry entry in entries)
        {
            string key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            string name = key;
            for (int number = 2; !names.Add(name); number++) name = string.Create(CultureInfo.InvariantCulture, $"{key} ({number})");
            WriteMember(json, name, entry.Value);
        }
    }

    private static void WriteMember(Utf8JsonWriter json, string name, object? value)
    {
        object? item = JsonScalars.Unwrapped(value);
        if (JsonShape.IsScalarValue(item))
        {
            json.WritePropertyName(JsonText.Name(name));
            _ = JsonScalars.TryWrite(json, item);
        }
        else if (item is IEnumerable list and not IDictionary)
        {
            object?[] items = [.. list.Cast<object?>().Select(JsonScalars.Unwrapped)];
            if (!Array.TrueForAll(items, JsonShape.IsScalarValue)) return;
            json.WriteStartArray(JsonText.Name(name));
            foreach (object? element in items) _ = JsonScalars.TryWrite(json, element);
            json.WriteEndArray();
        }
    }

    private static object? Get(PSPropertyInfo property)
    {
        try
        {
            return property.IsGettable ? property.Value : null;
        }
        catch (ExtendedTypeSystemException)
        {
            // As in the views: a property that cannot be computed is unknown.
            return null;
        }
    }
}
