namespace Vmon.Model;

internal sealed partial class ProcessTable
{
    // kthreadd, which is not visible from another PID namespace, nor with hidepid=2.
    private const int KernelThreadDaemon = 2;

    /// <summary>The pipes of the processes whose files are requested.</summary>
    internal PipeTable Pipes { get; } = new();

    /// <summary>Whether a missing end is certain: all processes are in the table, and could be read.</summary>
    internal bool ArePipesComplete => _listsAll && Pipes.IsComplete && HasWholeMachine;

    private bool HasWholeMachine => _byPid.TryGetValue(KernelThreadDaemon, out ProcessNode? node) && node.Stat.Reading.Current.IsOfKernel == true;
}
