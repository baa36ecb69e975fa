using System.Reflection;
using Vmon.Fields;

namespace Vmon;

/// <summary>The declared units of the properties of samples, such as bytes, % or 1/s, case-insensitive. Properties without a unit are not included.</summary>
public static class PropertyUnits
{
    /// <summary>Units of the properties of <see cref="ProcessSample"/>.</summary>
    public static IReadOnlyDictionary<string, string> OfProcess { get; } = Declared(typeof(ProcessSample).GetProperties());

    /// <summary>Units of the properties of <see cref="SystemSample"/>.</summary>
    public static IReadOnlyDictionary<string, string> OfMachine { get; } = Declared(typeof(SystemSample).GetProperties());

    private static Dictionary<string, string> Declared(PropertyInfo[] properties) =>
        (from property in properties
         let unit = property.GetCustomAttribute<FieldAttribute>()?.Unit
         where unit is not null
         select (property.Name, unit)).ToDictionary(static one => one.Name, static one => one.unit, StringComparer.OrdinalIgnoreCase);
}
