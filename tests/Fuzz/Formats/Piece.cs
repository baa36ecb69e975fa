namespace Vmon.Fuzz.Formats;

/// <summary>A part of a file: a field, or constant bytes.</summary>
/// <param name="Bytes">Its content.</param>
/// <param name="Name">Name of the field that the parser returns. Empty for a field that no parser reads, null for constant bytes.</param>
/// <param name="Kind">Letter of the kind of field in a template.</param>
internal readonly record struct Piece(byte[] Bytes, string? Name = null, char Kind = ' ')
{
    internal bool IsField => Name is not null;

    /// <summary>Whether the field can contain any text.</summary>
    internal bool IsText => Kind is 'c' or 'x' or 'w';
}
