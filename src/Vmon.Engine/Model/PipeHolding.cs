using Vmon.Sampling;

namespace Vmon.Model;

/// <summary>A descriptor that is an end of a pipe: whose it is, and where in its table.</summary>
internal readonly struct PipeHolding(ProcessNode process, int index)
{
    internal ProcessNode Process { get; } = process;

    internal ref readonly FileEntry Entry => ref Process.Details!.Files.Entries[index];
}
