namespace Vmon.Parsing.Processes;

/// <summary>The numbers of /proc/PID/schedstat, in their order.</summary>
internal enum SchedField
{
    RunTime,
    QueueTime,
    Slices,
}
