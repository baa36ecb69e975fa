namespace Vmon;

/// <summary>What tells one pipe or FIFO from every other that exists.</summary>
/// <param name="Device">The device of a FIFO's file system, its major number in the upper half; 0 for a pipe, which has none of interest.</param>
/// <param name="Inode">The inode.</param>
public readonly record struct PipeIdentity(ulong Device, ulong Inode);
