using Vmon.Fields;

namespace Vmon;

/// <summary>Identity of a pipe or FIFO.</summary>
/// <param name="Device">Device of the file system of a FIFO, with the major number in the upper half; 0 for an unnamed pipe.</param>
/// <param name="Inode">Inode number.</param>
public readonly record struct PipeIdentity(
    [property: Field("fd")] ulong Device,
    [property: Field("fd")] ulong Inode);
