namespace Vmon;

/// <summary>Which open files are asked for, and how much about each. Immutable.</summary>
public sealed record FileSelection
{
    /// <summary>All of them.</summary>
    public static FileSelection Everything { get; } = new();

    /// <summary>Of these types; <see cref="FileType.Unknown"/> for any.</summary>
    public FileType Types { get; init; }

    /// <summary>Whose path, or target where it has no path, this accepts; null for any.</summary>
    public Predicate<string>? Path { get; init; }

    /// <summary>Only those that have no name any more.</summary>
    public bool DeletedOnly { get; init; }

    /// <summary>Also position, flags and what else /proc/PID/fdinfo has.</summary>
    public bool IncludeInfo { get; init; }

    internal bool Accepts(FileType type, bool? isDeleted) =>
        (Types == FileType.Unknown || (Types & type) != 0) && (isDeleted == true || !DeletedOnly);
}
