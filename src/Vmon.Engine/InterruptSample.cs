namespace Vmon;

/// <summary>An interrupt or softirq by its name, summed over all CPUs. Immutable.</summary>
/// <param name="Name">Name of the interrupt in the kernel: a number for a device, LOC or RES for an internal CPU interrupt; for a softirq TIMER, NET_RX or SCHED.</param>
/// <param name="Description">Controller and device, or purpose. Empty if the kernel provides none.</param>
/// <param name="Count">Number of occurrences in the interval. Null without a previous sample, if a CPU came online or went offline, and if the counter decreased.</param>
/// <param name="Rate">Number of occurrences per second.</param>
/// <param name="Total">Number of occurrences since boot.</param>
public sealed record InterruptSample(string Name, string Description, long? Count, double? Rate, long Total)
{
    /// <summary>Name and rate, or total.</summary>
    public override string ToString() =>
        Rate is double rate ? FormattableString.Invariant($"{Name}: {rate:0.#}/s") : FormattableString.Invariant($"{Name}: {Total}");
}
