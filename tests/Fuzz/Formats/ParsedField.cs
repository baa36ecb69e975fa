namespace Vmon.Fuzz.Formats;

/// <summary>The value that a parser returned for a field, as text in the notation of the file.</summary>
/// <param name="Name">Name of the field. It is unique unless the file repeats it.</param>
/// <param name="Text">The value. Null if it is unknown.</param>
/// <param name="Kind">How the value relates to the bytes.</param>
internal readonly record struct ParsedField(string Name, string? Text, ParsedKind Kind = ParsedKind.Number)
{
    public override string ToString() => $"{Name}={Text ?? "unknown"}";
}
