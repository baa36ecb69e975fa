using System.Runtime.CompilerServices;
using Vmon.Parsing.Processes;

namespace Vmon.Sources.Processes;

/// <summary>Data sets of a process that a pass over the tasks contains. A null one must be read from its file.</summary>
/// <param name="Memory">The sizes of statm.</param>
/// <param name="Io">The counters of io.</param>
/// <param name="Users">The users and groups.</param>
/// <param name="Counters">Other counters.</param>
/// <param name="Traits">Other facts. For a thread always null.</param>
/// <param name="Cgroups">The set of its control groups, which they must be read of if it is another one. For a thread always null.</param>
internal readonly record struct PassedSets(ProcStatm? Memory, IoCounters? Io, ProcessIds? Users, TaskCounters? Counters, TaskTraits? Traits, CgroupSet? Cgroups);

/// <summary>What is common in the kernel to all processes that are in the same group of each hierarchy.</summary>
/// <param name="Address">Its address, which another set can have after it was freed.</param>
/// <param name="Id">The id of the group of version 2. 0 if unknown.</param>
internal readonly record struct CgroupSet(long Address, long Id);

/// <summary>Real, effective, saved and file system user, and the same of the group, in the order of status.</summary>
[InlineArray(Count)]
internal struct ProcessIds
{
    internal const int Count = StatusField.Gid_filesystem - StatusField.Uid + 1;

    private long _first;
}
