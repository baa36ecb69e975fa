using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Vmon.PowerShell.Json;

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

/// <summary>What is a value of its own in JSON, and what leads to another object.</summary>
internal static class JsonShape
{
    private static readonly Type[] Scalars =
    [
        typeof(string), typeof(decimal), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset),
        typeof(SwitchParameter), typeof(Guid), typeof(DBNull), typeof(Uri), typeof(Version), typeof(IPAddress), typeof(CultureInfo), typeof(MemberInfo), typeof(Delegate),
        typeof(ScriptBlock),
    ];

    private static readonly ConcurrentDictionary<(Type, string), bool> Known = [];
    private static readonly ConcurrentDictionary<(Type, string), bool> Inherited = [];

    /// <summary>Whether the value is a scalar, or unknown.</summary>
    internal static bool IsScalarValue(object? value) => value is null || IsScalar(value.GetType());

    /// <summary>Whether the property may hold scalars or lists of them, by its declaration: so that it is left out also where it is null.</summary>
    internal static bool IsFlat(Type type, string name) => Known.GetOrAdd((type, name), static property =>
        property.Item1.GetProperty(property.Item2, BindingFlags.Public | BindingFlags.Instance) is not { } declared || IsFlat(declared.PropertyType));

    /// <summary>Whether a base type declares the property: those come first, as in the base's own lines.</summary>
    internal static bool IsInherited(Type type, string name) => Inherited.GetOrAdd((type, name), static property =>
        property.Item1.GetProperty(property.Item2, BindingFlags.Public | BindingFlags.Instance) is { } declared && declared.DeclaringType != property.Item1);

    private static bool IsFlat(Type type) =>
        type == typeof(object) || IsScalar(type)
        || (typeof(IEnumerable).IsAssignableFrom(type) && (ElementOf(type) is not { } element || IsFlat(element)));

    private static bool IsScalar(Type type)
    {
        Type value = Nullable.GetUnderlyingType(type) ?? type;
        return value.IsPrimitive || value.IsEnum || Array.Exists(Scalars, scalar => scalar.IsAssignableFrom(value));
    }

    private static Type? ElementOf(Type type) =>
        type.GetInterfaces().Append(type).FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
}
