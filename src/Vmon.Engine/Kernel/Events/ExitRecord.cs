using System.Diagnostics.CodeAnalysis;
using Vmon.Kernel.Network;
using Vmon.Native;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>
/// All threads of a process exited. Its counters lack what the last thread used after the record was written, until the exit is final.
/// </summary>
internal sealed class ExitRecord : ProcessRecord
{
    // One for all, because an exit is short-lived and there are thousands.
    private static readonly Lock Gate = new();

    private ProcessUsage _usage;
    private volatile bool _isFinal;
    private bool _isExact;

    internal ExitRecord()
    {
    }

    [SetsRequiredMembers]
    internal ExitRecord(in ExitLayout exit, EventFields known)
        : base(exit.Head, exit.Facts, known)
    {
        Fields = known;
        Usage = exit.Usage;
    }

    /// <summary>The exit code, or the signal. Null if unknown.</summary>
    internal WaitStatus? Status { get; init; }

    /// <summary>The counters that are known. The others are zero.</summary>
    internal EventFields Fields { get; init; }

    /// <summary>Largest resident memory in bytes. Null if unknown.</summary>
    internal long? PeakMemory { get; init; }

    /// <summary>All that it received and sent. Null if unknown.</summary>
    internal ProcessTraffic? Traffic { get; init; }

    /// <summary>Its counters: until it is final, as they were at the exit.</summary>
    internal ProcessUsage Usage
    {
        get
        {
            lock (Gate) return _usage;
        }
        init => _usage = value;
    }

    /// <summary>Whether the counters do not change any more: the kernel forgot the process, or its zombie was read, or neither was in time.</summary>
    internal bool IsFinal => _isFinal;

    /// <summary>Whether the CPU is exact. False before it is final, and if neither was in time.</summary>
    internal bool IsExact => _isFinal && _isExact;

    /// <summary>Whether it has counters. From the process connector it has none.</summary>
    internal bool HasCounters => HasCpu || (Fields & (EventFields.Faults | EventFields.Io)) != 0;

    internal override int Size => base.Size + 400;

    /// <summary>The stat of the process at its exit. Fields that are not known of it are unknown.</summary>
    internal void ToStat(out ProcStat stat)
    {
        stat = new ProcStat { Id = Id, State = ProcessState.Zombie, ParentId = ParentId ?? 0, StartTime = (StartTime ?? 0) / SystemConstants.NanosecondsPerTick, Comm = Name ?? default };
        AddTo(ref stat);
        stat.KnowOnly(StatField.state, StatField.starttime);
        if (Fields.HasFlag(EventFields.Parent)) stat.Know(StatField.ppid);
        if (HasCpu) stat.Know(StatField.utime, StatField.stime);
        if (Fields.HasFlag(EventFields.Faults)) stat.Know(StatField.minflt, StatField.majflt);
        if (Fields.HasFlag(EventFields.Children)) stat.Know(StatField.cutime, StatField.cstime, StatField.cminflt, StatField.cmajflt);
        if (Status is not null) stat.Know(StatField.exit_code);
    }

    /// <summary>Replaces the counters of an earlier record. None decreases.</summary>
    internal void AddTo(ref ProcStat stat)
    {
        ProcessUsage usage = Usage;
        stat.ExitCode = Status?.Value ?? stat.ExitCode;
        if (HasCpu) RunTimes.Divide(ref stat, Math.Max(stat.RunTime, usage.CpuTime), usage.UserTicked, usage.SystemTicked);
        if (Fields.HasFlag(EventFields.Faults))
        {
            stat.MinorFaults = Math.Max(stat.MinorFaults, usage.MinorFaults);
            stat.MajorFaults = Math.Max(stat.MajorFaults, usage.MajorFaults);
        }

        if (!Fields.HasFlag(EventFields.Children)) return;
        stat.ChildUserTime = Math.Max(stat.ChildUserTime, usage.ChildrenUserTime);
        stat.ChildSystemTime = Math.Max(stat.ChildSystemTime, usage.ChildrenSystemTime);
        stat.ChildMinorFaults = Math.Max(stat.ChildMinorFaults, usage.ChildrenMinorFaults);
        stat.ChildMajorFaults = Math.Max(stat.ChildMajorFaults, usage.ChildrenMajorFaults);
    }

    private bool HasCpu => (Fields & (EventFields.RunTime | EventFields.Ticks)) != 0;

    internal void Update(in ProcessUsage usage)
    {
        lock (Gate) _usage = usage;
    }

    internal void Complete(in ProcessUsage usage, bool isExact)
    {
        lock (Gate)
        {
            (_usage, _isExact) = (usage, isExact);
            _isFinal = true;
        }
    }
}
