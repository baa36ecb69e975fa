namespace Vmon;

/// <summary>What tells one process from every other since boot: a pid alone is used again.</summary>
/// <param name="Id">The pid, as the sampled /proc numbers it.</param>
/// <param name="StartTicks">Clock ticks from boot to its start: field 22 of /proc/PID/stat.</param>
public readonly record struct ProcessIdentity(int Id, long StartTicks);
