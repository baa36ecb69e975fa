namespace Vmon.Fuzz.Formats;

/// <summary>Ways in which a file can be damaged.</summary>
[Flags]
internal enum Faults
{
    None = 0,

    /// <summary>The file is truncated.</summary>
    Cut = 1,

    /// <summary>A number has too many digits for any type.</summary>
    TooLong = 2,

    /// <summary>A number is negative.</summary>
    Negative = 4,

    /// <summary>A field is missing.</summary>
    Dropped = 8,

    /// <summary>A line appears twice.</summary>
    Doubled = 16,

    /// <summary>The lines are in another order.</summary>
    Reordered = 32,

    /// <summary>Random bytes are inserted.</summary>
    Noise = 64,

    /// <summary>The faults of lines, which do not apply to a file of one line.</summary>
    NoLines = Doubled | Reordered,
}
