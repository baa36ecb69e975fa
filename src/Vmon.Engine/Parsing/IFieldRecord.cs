namespace Vmon.Parsing;

/// <summary>A record of numbers, each of which is a field of the kernel's file.</summary>
internal interface IFieldRecord<TField>
    where TField : struct, Enum
{
    /// <summary>Null for a number that is missing or out of range.</summary>
    long? this[TField field] { get; }
}
