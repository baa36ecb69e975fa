using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>The last two readings of a network interface.</summary>
internal sealed class InterfaceReading(string name, InterfaceCounters now, InterfaceCounters? before)
{
    private readonly InterfaceCounters? _before = before is { } counters && IsSameInterface(now, counters) ? counters : null;

    internal string Name { get; } = name;

    /// <summary>Whether the totals of the machine include it.</summary>
    internal bool IsInTotal { get; } = !InterfaceNames.IsVirtual(name);

    internal InterfaceCounters Now { get; } = now;

    /// <summary>Increase of a counter. Null without a previous sample, if the interface is another one since, and if the counter decreased.</summary>
    internal long? Increase(InterfaceField field) => Now[field] - _before?[field] is >= 0 and long increase ? increase : null;

    /// <summary>The interfaces of a sample, in the order of the kernel.</summary>
    internal static InterfaceReading[] Of(LinePairs<InterfaceCounters> lines) =>
        [.. Enumerable.Range(0, lines.Count).Select(index => new InterfaceReading(lines.Name(index).Name, lines.Value(index), lines.Previous(index)))];

    private static bool IsSameInterface(in InterfaceCounters now, in InterfaceCounters before) =>
        now[InterfaceField.ReceivePackets] >= before[InterfaceField.ReceivePackets] && now[InterfaceField.SendPackets] >= before[InterfaceField.SendPackets]
        && now[InterfaceField.ReceiveBytes] >= before[InterfaceField.ReceiveBytes] && now[InterfaceField.SendBytes] >= before[InterfaceField.SendBytes];
}
