using Vmon.Sources.Files;

namespace Vmon.Model;

/// <summary>A descriptor that is an end of a pipe: its process, and its index in the file table.</summary>
internal readonly struct PipeHolding(ProcessNode process, int index)
{
    internal ProcessNode Process { get; } = process;

    internal ref readonly FileEntry Entry => ref Process.Details!.Files.Entries[index];
}
