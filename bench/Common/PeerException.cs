namespace Vmon.Bench;

/// <summary>A peer could not be measured.</summary>
internal sealed class PeerException(string message) : Exception(message);
