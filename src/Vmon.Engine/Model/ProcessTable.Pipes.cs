namespace Vmon.Model;

internal sealed partial class ProcessTable
{
    /// <summary>The pipes of those whose files are wanted.</summary>
    internal PipeTable Pipes { get; } = new();

    /// <summary>Whether an end that nobody holds is held by no visible process: all are in the table, and could be read.</summary>
    internal bool ArePipesComplete => _listsAll && Pipes.IsComplete;
}
