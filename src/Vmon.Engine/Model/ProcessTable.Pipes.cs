namespace Vmon.Model;

internal sealed partial class ProcessTable
{
    // The first thread of the kernel: no process of another PID namespace sees it, nor who is shown only what is his own (hidepid=2).
    private const int KernelThreadDaemon = 2;

    /// <summary>The pipes of those whose files are wanted.</summary>
    internal PipeTable Pipes { get; } = new();

    /// <summary>Whether an end that nobody holds is held by no process: all are in the table, and could be read.</summary>
    internal bool ArePipesComplete => _listsAll && Pipes.IsComplete && HasWholeMachine;

    private bool HasWholeMachine => _byPid.TryGetValue(KernelThreadDaemon, out ProcessNode? node) && node.Stat.Reading.Current.IsOfKernel == true;
}
