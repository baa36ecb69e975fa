using Vmon.Fields;
using Vmon.Sources.Machine;

namespace Vmon;

// /proc/interrupts and /proc/softirqs
public sealed partial class SystemSample
{
    private readonly LineValues? _interrupts;
    private readonly LineValues? _softIrqs;

    /// <summary>Interrupts that have a handler, and internal CPU interrupts, by name.</summary>
    [Field("interrupts", Group = "Interrupts by name")]
    public IReadOnlyDictionary<string, InterruptSample>? InterruptsByName => field ??= _interrupts?.ByName(Interrupt);

    /// <summary>Softirqs by name.</summary>
    [Field("softirqs", Group = "Interrupts by name")]
    public IReadOnlyDictionary<string, InterruptSample>? SoftIrqsByName => field ??= _softIrqs?.ByName(Interrupt);

    private InterruptSample Interrupt(LineName line, long total, long? increase) =>
        new(line.Name, line.Description, increase, PerSecond(increase), total);
}
