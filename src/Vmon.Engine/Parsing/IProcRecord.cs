namespace Vmon.Parsing;

/// <summary>The values of one /proc file of a process, and how they are read from its bytes.</summary>
internal interface IProcRecord<TSelf>
    where TSelf : unmanaged, IProcRecord<TSelf>
{
    /// <summary>The file's name below /proc/PID, with a NUL at its end.</summary>
    static abstract ReadOnlySpan<byte> FileName { get; }

    /// <summary>Returns false for malformed bytes, and never throws.</summary>
    static abstract bool TryParse(ReadOnlySpan<byte> bytes, out TSelf record);
}

/// <summary>A record of numbers, each of which is a field of the kernel's file.</summary>
internal interface IFieldRecord<TField>
    where TField : struct, Enum
{
    /// <summary>Null for a number that is missing or out of range.</summary>
    long? this[TField field] { get; }
}
