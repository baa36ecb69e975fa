using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Vmon.Fields;

/// <summary>The fields of kernel files whose change a flag reports.</summary>
/// <param name="fields">Members of enumerations of fields, such as StatField.minflt, or names of lines.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ChangeOfAttribute(params object[] fields) : Attribute
{
    internal IReadOnlyList<object> Fields { get; } = fields;
}

/// <summary>The fields whose changes the flags of an enumeration report.</summary>
internal static class ChangeTable
{
    /// <summary>The fields of one kind, each with its flag.</summary>
    internal static (TField Field, TChange Change)[] Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] TChange, TField>()
        where TChange : struct, Enum
    {
        List<(TField, TChange)> found = [];
        foreach (FieldInfo flag in typeof(TChange).GetFields(BindingFlags.Public | BindingFlags.Static))
            foreach (object field in flag.GetCustomAttribute<ChangeOfAttribute>()?.Fields ?? [])
                if (field is TField one) found.Add((one, (TChange)flag.GetValue(null)!));
        return [.. found];
    }
}
