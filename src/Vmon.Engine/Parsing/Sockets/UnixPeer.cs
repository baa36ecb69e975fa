namespace Vmon.Parsing;

/// <summary>What only the kernel's diagnostics tell of a unix socket.</summary>
internal struct UnixPeer
{
    internal uint? Inode;
    internal uint? ReceiveQueue;
    internal uint? SendQueue;
}
