namespace Vmon;

/// <summary>The two ends of a pipe.</summary>
[Flags]
public enum PipeEnds
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The end for reading.</summary>
    Reader = 1,

    /// <summary>The end for writing.</summary>
    Writer = 2,
}
