namespace Vmon;

/// <summary>The two ends of a pipe.</summary>
[Flags]
public enum PipeEnds
{
    /// <summary>Neither.</summary>
    None = 0,

    /// <summary>The one that is read from.</summary>
    Reader = 1,

    /// <summary>The one that is written to.</summary>
    Writer = 2,
}
