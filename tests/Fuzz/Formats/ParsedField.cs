namespace Vmon.Fuzz.Formats;

/// <summary>What a parser made of one field, in the digits or words in which its file has it. Null is unknown.</summary>
/// <param name="Name">Of the field: no parser tells one twice, unless the file does.</param>
/// <param name="Text">Null for unknown.</param>
/// <param name="Kind">How it follows from the file.</param>
internal readonly record struct Told(string Name, string? Text, ToldKind Kind = ToldKind.Number)
{
    public override string ToString() => $"{Name}={Text ?? "unknown"}";
}
