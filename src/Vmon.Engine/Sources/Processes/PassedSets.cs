using System.Runtime.CompilerServices;
using Vmon.Parsing.Processes;

namespace Vmon.Sources.Processes;

/// <summary>Data sets of a process that are known without its files. Null for those that only its files have.</summary>
/// <param name="Io">The counters of io.</param>
/// <param name="Users">The users and groups.</param>
internal readonly record struct PassedSets(IoCounters? Io, ProcessIds? Users);

/// <summary>Real, effective, saved and file system user, and the same of the group, in the order of status.</summary>
[InlineArray(Count)]
internal struct ProcessIds
{
    internal const int Count = StatusField.Gid_filesystem - StatusField.Uid + 1;

    private long _first;
}
