using System.Collections.Concurrent;
using System.Management.Automation;
using Vmon.PowerShell.Views;

namespace Vmon.PowerShell.Reports;

/// <summary>Properties of samples as numbers, by name: durations in seconds, times of the interval included. Also of objects that have lost their type.</summary>
internal static class NumericProperty
{
    private static readonly ConcurrentDictionary<(Type Type, string Name), Func<object, double?>?> Getters = new();

    /// <summary>The declared name of a numeric property. Null if the type has none of this name, in any case.</summary>
    internal static string? Find(Type type, string name) =>
        type.GetProperties().FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && IsNumber(property.PropertyType))?.Name;

    /// <summary>The value of an object. Null if it is unknown, or if there is no such property.</summary>
    internal static double? Of(object item, string name)
    {
        object inner = item is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item;
        return inner is PSObject other
            ? other.Properties.Get<double>(name) ?? other.Properties.Get<TimeSpan>(name)?.TotalSeconds
            : Getters.GetOrAdd((inner.GetType(), name), static key => GetterOf(key.Type, key.Name))?.Invoke(inner);
    }

    private static bool IsNumber(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var value && (value == typeof(double) || value == typeof(long) || value == typeof(int) || value == typeof(TimeSpan));

    private static Func<object, double?>? GetterOf(Type type, string name)
    {
        if (type.GetProperty(name) is not { } property || !IsNumber(property.PropertyType)) return null;
        return item => property.GetValue(item) switch
        {
            double value => value,
            long value => value,
            int value => value,
            TimeSpan value => value.TotalSeconds,
            _ => null,
        };
    }
}
