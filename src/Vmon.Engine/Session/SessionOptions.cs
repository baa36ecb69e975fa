namespace Vmon;

/// <summary>How a session samples. Immutable.</summary>
public sealed record SessionOptions
{
    /// <summary>The name of a session that nobody named.</summary>
    public const string DefaultName = "Default";

    /// <summary>Name, unique among the sessions of its holder.</summary>
    public string Name { get; init; } = DefaultName;

    /// <summary>The /proc to sample: the machine's, a container's mounted elsewhere, or a captured copy.</summary>
    public string ProcRoot { get; init; } = "/proc";

    /// <summary>What is read of each process.</summary>
    public ProcessDataSets DataSets { get; init; } = ProcessDataSets.Default;

    /// <summary>Time from one sample's beginning to the next one's.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many descriptors all watches together may keep open between samples; null for half of the soft limit (ulimit -n), which all sessions without a number of their own share.</summary>
    public int? DescriptorBudget { get; init; }

    /// <summary>
    /// Whether everything is read of every process at every sample. Otherwise a process that has not run is only asked whether it has:
    /// its CPU, IO and faults are exact all the same, and what others can change of it may lag by up to 32 samples.
    /// </summary>
    public bool Exact { get; init; }

    /// <summary>
    /// Whether the kernel may be asked for all threads in one stream (a BPF task iterator), where it permits that to this process: it is
    /// the cheapest way to learn who has run. Without it, schedstat tells that of each process.
    /// </summary>
    public bool UseTaskStream { get; init; } = true;

    /// <summary>The clocks to use.</summary>
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
