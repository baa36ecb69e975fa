namespace Vmon.Fuzz.Formats;

/// <summary>How a value returned by a parser relates to the bytes.</summary>
internal enum ParsedKind
{
    /// <summary>The file contains this number, possibly with leading zeros.</summary>
    Number,

    /// <summary>A number that can be negative.</summary>
    Signed,

    /// <summary>A number with two decimals. The file can have one.</summary>
    Decimals,

    /// <summary>A number that can be 1024 times the number in the file.</summary>
    Size,

    /// <summary>The file contains this text, which can have any bytes.</summary>
    Text,

    /// <summary>Computed from several fields.</summary>
    Derived,
}
