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
        where TChange : struct, Enum =>
    [
        .. from flag in typeof(TChange).GetFields(BindingFlags.Public | BindingFlags.Static)
           from field in flag.GetCustomAttribute<ChangeOfAttribute>()?.Fields.OfType<TField>() ?? []
           select (field, (TChange)flag.GetValue(null)!),
    ];
}
