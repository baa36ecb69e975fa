namespace Vmon.Compare;

/// <summary>A peer did not do what its measurement needs.</summary>
internal sealed class PeerException(string message) : Exception(message);
