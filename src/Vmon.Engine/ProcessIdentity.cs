using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>Identity of a process. The kernel reuses a PID; PID and start time together are unique since boot.</summary>
/// <param name="Id">PID in the sampled /proc.</param>
/// <param name="StartTicks">Start time in clock ticks since boot (field 22 of /proc/PID/stat).</param>
public readonly record struct ProcessIdentity(
    [property: Field("stat")] int Id,
    [property: Field(StatField.starttime, Unit = "ticks")] long StartTicks);
