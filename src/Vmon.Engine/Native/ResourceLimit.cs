namespace Vmon.Native;

/// <summary>struct rlimit of 64-bit Linux.</summary>
internal struct ResourceLimit
{
    internal ulong Soft;
    internal ulong Hard;
}
