using System.Diagnostics.CodeAnalysis;
using Vmon.Native;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>Something that happened to a process, with its ids in the initial PID namespace. Times are nanoseconds since boot.</summary>
internal abstract class ProcessRecord
{
    private protected ProcessRecord()
    {
    }

    /// <summary>Takes what a BPF program wrote.</summary>
    /// <param name="head">The beginning of the record.</param>
    /// <param name="facts">What follows it.</param>
    /// <param name="known">The fields that this kernel has.</param>
    [SetsRequiredMembers]
    private protected ProcessRecord(in RecordHead head, in RecordFacts facts, EventFields known)
    {
        Time = head.Time;
        Id = head.Id;
        StartTime = head.StartTime;
        if (known.HasFlag(EventFields.Parent)) ParentId = facts.ParentId;
        if (known.HasFlag(EventFields.User)) User = facts.User;
        if (known.HasFlag(EventFields.Name)) Name = facts.Comm;
        if (known.HasFlag(EventFields.Cgroup) && facts.Cgroup != 0) Cgroup = facts.Cgroup;
        CgroupSet = facts.CgroupSet;
    }

    /// <summary>When it happened.</summary>
    internal required long Time { get; init; }

    internal required int Id { get; init; }

    /// <summary>When the process started: together with the id, it identifies the process. Null if unknown.</summary>
    internal long? StartTime { get; init; }

    /// <summary>Whether the start is that of the kernel, not only close to it.</summary>
    internal bool IsStartExact { get; init; } = true;

    /// <summary>Null if unknown; 0 if there is none.</summary>
    internal int? ParentId { get; init; }

    /// <summary>Real user. Null if unknown.</summary>
    internal uint? User { get; init; }

    /// <summary>Null if unknown.</summary>
    internal Comm? Name { get; init; }

    /// <summary>Inode of its control group (version 2). Null if unknown.</summary>
    internal long? Cgroup { get; init; }

    /// <summary>Path of its control group (version 2), if the group was created while events were read. Null if unknown.</summary>
    internal byte[]? CgroupPath { get; set; }

    /// <summary>Address of the set of its control groups. 0 if unknown.</summary>
    internal long CgroupSet { get; init; }

    /// <summary>Start in clock ticks since boot, as field 22 of stat. Null if not exactly known.</summary>
    internal long? StartTicks => IsStartExact ? StartTime / SystemConstants.NanosecondsPerTick : null;

    /// <summary>Null if the start is not exactly known.</summary>
    internal ProcessIdentity? Identity => StartTicks is long ticks ? new ProcessIdentity(Id, ticks) : null;

    /// <summary>Approximate size in memory.</summary>
    internal virtual int Size => 200;
}

/// <summary>A process was created (fork, vfork, clone).</summary>
internal sealed class StartRecord : ProcessRecord
{
    internal StartRecord()
    {
    }

    [SetsRequiredMembers]
    internal StartRecord(in StartLayout start, EventFields known)
        : base(start.Head, start.Facts, known)
    {
    }
}

/// <summary>A process executed a program.</summary>
internal sealed class ExecRecord : ProcessRecord
{
    internal ExecRecord()
    {
    }

    [SetsRequiredMembers]
    internal ExecRecord(in ExecLayout exec, EventFields known)
        : base(exec.Head, exec.Facts, known)
    {
    }

    /// <summary>The file as it was given to exec: of a script, the script. Null if unknown.</summary>
    internal byte[]? Path { get; init; }

    /// <summary>The words, each with a NUL, or their beginning. Null if unknown.</summary>
    internal byte[]? Command { get; init; }

    /// <summary>Whether the words are longer than what the record has.</summary>
    internal bool IsCommandCut { get; init; }

    internal override int Size => base.Size + (Path?.Length ?? 0) + (Command?.Length ?? 0);
}
