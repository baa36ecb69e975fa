namespace Vmon.Fuzz.Formats;

/// <summary>How what a parser tells follows from the bytes that it was given.</summary>
internal enum ToldKind
{
    /// <summary>The file has this number, perhaps with zeros before it.</summary>
    Number,

    /// <summary>As a number, which may have a minus.</summary>
    Signed,

    /// <summary>As a number of two decimals, of which the file may have one.</summary>
    Decimals,

    /// <summary>As a number, which may be 1024 times what the file has.</summary>
    Size,

    /// <summary>The file has these bytes: another's text, which may hold anything.</summary>
    Text,

    /// <summary>Computed of several fields.</summary>
    Derived,
}
