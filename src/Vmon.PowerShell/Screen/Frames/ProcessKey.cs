namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Identifies a process or a thread over all samples.</summary>
/// <param name="Process">The process.</param>
/// <param name="Thread">TID of a thread. 0 for the process itself.</param>
internal readonly record struct ProcessKey(ProcessIdentity Process, int Thread)
{
    internal static ProcessKey Of(ProcessSample sample) => new(sample.Identity, sample.ThreadId ?? 0);
}
