namespace Vmon;

/// <summary>Files that are there, and of which nothing is known all the same: they are too large, or not in the expected format.</summary>
/// <param name="Count">How many.</param>
/// <param name="Path">The first of them, below the root.</param>
/// <param name="IsTooLarge">Whether that is larger than anything that the kernel writes.</param>
public readonly record struct UnreadFiles(int Count, string? Path, bool IsTooLarge)
{
    internal UnreadFiles With(Proc.ReadStatus status, string path) => status switch
    {
        Proc.ReadStatus.TooLarge or Proc.ReadStatus.Malformed when Count == 0 => new UnreadFiles(1, path, status == Proc.ReadStatus.TooLarge),
        Proc.ReadStatus.TooLarge or Proc.ReadStatus.Malformed => this with { Count = Count + 1 },
        _ => this,
    };
}
