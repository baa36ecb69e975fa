namespace Vmon.Fuzz.Formats;

/// <summary>A part of a file: what is always there, or a field.</summary>
/// <param name="Bytes">What stands there.</param>
/// <param name="Name">The name by which the parser tells the field; null for what is always there, empty for a field that nobody needs.</param>
/// <param name="Kind">The letter of the field's kind in a template.</param>
internal readonly record struct Piece(byte[] Bytes, string? Name = null, char Kind = ' ')
{
    internal bool IsField => Name is not null;

    /// <summary>Whether it may hold anything.</summary>
    internal bool IsText => Kind is 'c' or 'x' or 'w';
}
