namespace Vmon.PowerShell;

/// <summary>Result of comparing a found process with a reference.</summary>
internal enum ReferenceMatch
{
    /// <summary>The referenced process.</summary>
    Meant,

    /// <summary>Another process that reuses the PID.</summary>
    Another,

    /// <summary>Unknown: StartTicks and StartTime disagree on this boot, or StartTime is ambiguous text.</summary>
    Unclear,
}
