using Vmon.Fields;

namespace Vmon;

/// <summary>Options of a session. Immutable.</summary>
public sealed record SessionOptions
{
    /// <summary>Name of the default session.</summary>
    public const string DefaultName = "Default";

    /// <summary>Name of the session, unique in its runspace.</summary>
    [Field]
    public string Name { get; init; } = DefaultName;

    /// <summary>Root directory to sample: the /proc of this machine, of a container, or a captured tree.</summary>
    [Field]
    public string ProcRoot { get; init; } = "/proc";

    /// <summary>Data sets read of each process.</summary>
    [Field]
    public ProcessDataSets DataSets { get; init; } = ProcessDataSets.Default;

    /// <summary>Time from the beginning of one sample to the beginning of the next.</summary>
    [Field]
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Number of descriptors that all watches together may keep open between samples. Null for half of the soft limit (ulimit -n), shared
    /// by all sessions without a budget of their own.
    /// </summary>
    [Field]
    public int? DescriptorBudget { get; init; }

    /// <summary>
    /// Whether every sample reads everything of every process and control group. Otherwise a process that has not run is not read again: its CPU, IO and
    /// faults are exact, and values that other processes can change are up to 32 samples old. Peaks and counts of a control group that rests are up to 16 samples old.
    /// </summary>
    [Field]
    public bool Exact { get; init; }

    /// <summary>
    /// Whether the session may read all tasks in one pass of a BPF iterator, if the kernel permits it: the cheapest way to sample many processes, with CPU exact to
    /// the moment. Many open files are read by an iterator too. Otherwise the files of each process that has run are read.
    /// </summary>
    [Field]
    public bool UseTaskStream { get; init; } = true;

    /// <summary>
    /// Whether the session may use the events of the kernel (fork, exec and exit), by BPF programs or the process connector, if the kernel
    /// permits it. Otherwise a process that exits between two samples is not seen.
    /// </summary>
    [Field]
    public bool UseEvents { get; init; } = true;

    /// <summary>The clocks to use.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
