namespace Vmon;

/// <summary>An interrupt or softirq by its name, summed over all CPUs. Immutable.</summary>
/// <param name="Name">The kernel's name: a number for a device's interrupt, LOC, RES and so on for the CPUs' own; TIMER, NET_RX, SCHED.</param>
/// <param name="Description">Controller and device, or what it is for; empty where the kernel says none.</param>
/// <param name="Count">How often in this interval. Null without a sample before, if a CPU came or went, and for a counter that ran backwards.</param>
/// <param name="Rate">How often per second.</param>
/// <param name="Total">How often since boot.</param>
public sealed record InterruptSample(string Name, string Description, long? Count, double? Rate, long Total)
{
    /// <summary>Name and rate, or total.</summary>
    public override string ToString() =>
        Rate is double rate ? FormattableString.Invariant($"{Name}: {rate:0.#}/s") : FormattableString.Invariant($"{Name}: {Total}");
}
