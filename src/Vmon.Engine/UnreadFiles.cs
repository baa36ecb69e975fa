namespace Vmon;

/// <summary>Files that exist and could not be read: they are too large, or not in the expected format.</summary>
/// <param name="Count">Number of such files.</param>
/// <param name="Path">Path of the first of them, relative to the root.</param>
/// <param name="IsTooLarge">Whether the first of them is larger than the kernel writes it.</param>
public readonly record struct UnreadFiles(int Count, string? Path, bool IsTooLarge)
{
    internal UnreadFiles With(string path, bool isTooLarge) => Count == 0 ? new UnreadFiles(1, path, isTooLarge) : this with { Count = Count + 1 };
}
