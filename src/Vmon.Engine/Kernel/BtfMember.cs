namespace Vmon.Kernel;

/// <summary>One member of a structure: the offset of its name (0 for none), the id of its type, its place, and its size if it is a bit field.</summary>
internal readonly record struct BtfMember(int Name, int Type, int BitOffset, int BitSize);
