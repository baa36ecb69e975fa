namespace Vmon.Fuzz.Formats;

/// <summary>What may have happened to a file.</summary>
[Flags]
internal enum Faults
{
    None = 0,

    /// <summary>It ends anywhere.</summary>
    Cut = 1,

    /// <summary>A number has so many digits that it fits nothing.</summary>
    TooLong = 2,

    /// <summary>A number has a minus.</summary>
    Negative = 4,

    /// <summary>A field is not there.</summary>
    Dropped = 8,

    /// <summary>A line is there twice.</summary>
    Doubled = 16,

    /// <summary>The lines are in another order.</summary>
    Reordered = 32,

    /// <summary>Bytes that do not belong there are anywhere.</summary>
    Noise = 64,

    /// <summary>Neither of what happens to lines.</summary>
    NoLines = Doubled | Reordered,
}
