using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.Json;

namespace Vmon.Host;

/// <summary>
/// Writes objects of the pipeline: the properties of their type and those added to them, those that are code last, without aliases and hidden ones. An object
/// within one of its own type (a node's parent, its children) is written as its Id, or else as its text: trees and cycles end there.
/// </summary>
internal sealed class JsonValues(Utf8JsonWriter json)
{
    private const int MaxDepth = 5;

    private const PSMemberTypes Data =
        PSMemberTypes.Property | PSMemberTypes.CodeProperty | PSMemberTypes.NoteProperty | PSMemberTypes.ScriptProperty;

    private readonly List<object> _path = [];

    internal void Write(object? value)
    {
        object? item = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        if (JsonScalars.TryWrite(json, item)) return;
        if (_path.Count == MaxDepth || IsWithinItself(item!))
        {
            WriteReference(PSObject.AsPSObject(value));
            return;
        }

        _path.Add(item!);
        WriteWhole(PSObject.AsPSObject(value), item!);
        _path.RemoveAt(_path.Count - 1);
    }

    private bool IsWithinItself(object item) =>
        _path.Exists(outer => ReferenceEquals(outer, item) || (outer.GetType() == item.GetType() && item is not (PSObject or IEnumerable)));

    private void WriteReference(PSObject value)
    {
        object? id = value.Properties["Id"] is PSPropertyInfo property ? Get(property) : null;
        if (id is null || !JsonScalars.TryWrite(json, id)) JsonText.Write(json, value.ToString());
    }

    private void WriteWhole(PSObject value, object item)
    {
        switch (item)
        {
            case IDictionary entries:
                json.WriteStartObject();
                HashSet<string> names = [];
                foreach (DictionaryEntry entry in entries) Write(Unlike(names, Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""), entry.Value);
                json.WriteEndObject();
                break;
            case IEnumerable elements:
                json.WriteStartArray();
                foreach (object? element in elements) Write(element);
                json.WriteEndArray();
                break;
            default:
                json.WriteStartObject();
                foreach (PSPropertyInfo property in value.Properties.OrderBy(property => property.MemberType == PSMemberTypes.CodeProperty))
                    if ((property.MemberType & Data) != 0) Write(property.Name, Get(property));
                json.WriteEndObject();
                break;
        }
    }

    // Two keys, 1 and "1" for one, may be one as text: the later one then has a number behind it.
    private static string Unlike(HashSet<string> names, string key)
    {
        string name = JsonText.Name(key);
        for (int number = 2; !names.Add(name); number++) name = string.Create(CultureInfo.InvariantCulture, $"{JsonText.Name(key)} ({number})");
        return name;
    }

    private void Write(string name, object? value)
    {
        json.WritePropertyName(JsonText.Name(name));
        Write(value);
    }

    private static object? Get(PSPropertyInfo property)
    {
        try
        {
            return property.IsGettable ? property.Value : null;
        }
        catch (ExtendedTypeSystemException)
        {
            // As the views have it: what cannot be told is not there.
            return null;
        }
    }
}
