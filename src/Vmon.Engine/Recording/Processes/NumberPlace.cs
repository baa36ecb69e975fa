namespace Vmon.Recording.Processes;

/// <summary>The columns of a set of numbers that each process of a frame has.</summary>
/// <param name="Patterns">For each process, which numbers changed: the number of a pattern.</param>
/// <param name="NewPatterns">For each new pattern, its bits.</param>
/// <param name="Numbers">The first of the columns of changed numbers.</param>
internal readonly record struct NumberPlace(FrameColumn Patterns, FrameColumn NewPatterns, FrameColumn Numbers)
{
    /// <summary>Of <see cref="ProcessNumbers"/>.</summary>
    internal static NumberPlace OfProcesses => new(FrameColumn.Patterns, FrameColumn.NewPatterns, FrameColumn.Numbers);

    /// <summary>Of <see cref="DetailNumbers"/>.</summary>
    internal static NumberPlace OfDetails => new(FrameColumn.DetailPatterns, FrameColumn.NewDetailPatterns, FrameColumn.DetailNumbers);
}
