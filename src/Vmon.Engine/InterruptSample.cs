using Vmon.Fields;

namespace Vmon;

/// <summary>An interrupt or softirq by its name, summed over all CPUs. Immutable.</summary>
/// <param name="Name">Name of the interrupt in the kernel: a number for a device, LOC or RES for an internal CPU interrupt; for a softirq TIMER, NET_RX or SCHED.</param>
/// <param name="Description">Controller and device, or purpose. Empty if the kernel provides none.</param>
/// <param name="Count">Number of occurrences in the interval. Null without a previous sample, if a CPU came online or went offline, and if the counter decreased.</param>
/// <param name="Rate">Number of occurrences per second.</param>
/// <param name="Total">Number of occurrences since boot.</param>
public sealed record InterruptSample(
    [property: Field("interrupts", "softirqs")] string Name,
    [property: Field("interrupts", "softirqs")] string Description,
    [property: Field("interrupts", "softirqs", Unit = "count", OfInterval = true)] long? Count,
    [property: Field("interrupts", "softirqs", Unit = "1/s", OfInterval = true)] double? Rate,
    [property: Field("interrupts", "softirqs", Unit = "count")] long Total)
{
    /// <summary>Name and rate, or total.</summary>
    public override string ToString() =>
        Rate is double rate ? FormattableString.Invariant($"{Name}: {rate:0.#}/s") : FormattableString.Invariant($"{Name}: {Total}");
}
