namespace Vmon.Recording.Processes;

/// <summary>The columns of a set of numbers that each process of a frame has.</summary>
/// <param name="Patterns">For each process, which numbers changed: the number of a pattern.</param>
/// <param name="NewPatterns">For each new pattern, its bits.</param>
/// <param name="Numbers">The first of the columns of changed numbers.</param>
/// <param name="Texts">New texts, of which some numbers are the numbers.</param>
internal readonly record struct NumberPlace(FrameColumn Patterns, FrameColumn NewPatterns, FrameColumn Numbers, FrameColumn Texts);

/// <summary>The columns of processes, and of threads.</summary>
/// <param name="Slots">The slots that a frame has.</param>
/// <param name="Births">The identifier of each in a new slot, and the slot of its parent.</param>
/// <param name="Own">Of <see cref="ProcessNumbers"/>.</param>
/// <param name="Details">Of <see cref="DetailNumbers"/>.</param>
internal readonly record struct NodePlace(FrameColumn Slots, FrameColumn Births, NumberPlace Own, NumberPlace Details)
{
    internal static NodePlace OfProcesses => new(
        FrameColumn.Slots,
        FrameColumn.Births,
        new NumberPlace(FrameColumn.Patterns, FrameColumn.NewPatterns, FrameColumn.Numbers, FrameColumn.Texts),
        new NumberPlace(FrameColumn.DetailPatterns, FrameColumn.NewDetailPatterns, FrameColumn.DetailNumbers, FrameColumn.DetailTexts));

    internal static NodePlace OfThreads => new(
        FrameColumn.ThreadSlots,
        FrameColumn.ThreadBirths,
        new NumberPlace(FrameColumn.ThreadPatterns, FrameColumn.NewThreadPatterns, FrameColumn.ThreadNumbers, FrameColumn.ThreadTexts),
        new NumberPlace(FrameColumn.ThreadDetailPatterns, FrameColumn.NewThreadDetailPatterns, FrameColumn.ThreadDetailNumbers, FrameColumn.ThreadDetailTexts));
}
