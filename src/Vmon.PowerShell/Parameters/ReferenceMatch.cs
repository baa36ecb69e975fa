namespace Vmon.PowerShell;

/// <summary>How a process that was found compares with the one that a reference means.</summary>
internal enum ReferenceMatch
{
    /// <summary>The one meant.</summary>
    Meant,

    /// <summary>Another, which has the pid now.</summary>
    Another,

    /// <summary>The reference's StartTicks and StartTime are not the same time on this boot, so that it cannot be told.</summary>
    Contradictory,
}
