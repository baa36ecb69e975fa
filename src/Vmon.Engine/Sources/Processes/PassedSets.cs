using System.Runtime.CompilerServices;
using Vmon.Parsing.Processes;

namespace Vmon.Sources.Processes;

/// <summary>Data sets of a process that a pass over the tasks contains. A null one must be read from its file.</summary>
/// <param name="Memory">The sizes of statm.</param>
/// <param name="Io">The counters of io.</param>
/// <param name="Users">The users and groups.</param>
/// <param name="Counters">Other counters.</param>
/// <param name="Traits">Other facts. For a thread always null.</param>
internal readonly record struct PassedSets(ProcStatm? Memory, IoCounters? Io, ProcessIds? Users, TaskCounters? Counters, TaskTraits? Traits);

/// <summary>Real, effective, saved and file system user, and the same of the group, in the order of status.</summary>
[InlineArray(Count)]
internal struct ProcessIds
{
    internal const int Count = StatusField.Gid_filesystem - StatusField.Uid + 1;

    private long _first;
}
