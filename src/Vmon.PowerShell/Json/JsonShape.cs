using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Reflection;

namespace Vmon.PowerShell;

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
