namespace Vmon.PowerShell;

/// <summary>How a process that was found compares with the one that a reference means.</summary>
internal enum ReferenceMatch
{
    /// <summary>The one meant.</summary>
    Meant,

    /// <summary>Another, which has the pid now.</summary>
    Another,

    /// <summary>It cannot be told: StartTicks and StartTime are not the same time on this boot, or StartTime is a text that can be two dates.</summary>
    Unclear,
}
