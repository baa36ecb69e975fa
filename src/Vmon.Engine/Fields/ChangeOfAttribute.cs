namespace Vmon.Fields;

/// <summary>The fields of kernel files whose change a flag reports.</summary>
/// <param name="fields">Members of enumerations of fields, such as StatField.minflt, or names of lines.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ChangeOfAttribute(params object[] fields) : Attribute
{
    internal IReadOnlyList<object> Fields { get; } = fields;
}
