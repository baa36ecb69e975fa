using Vmon.Parsing;
using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>/proc/stat: the cpu lines, and the first number of every other line by name.</summary>
internal sealed class SystemStatFile() : SystemTableFile("stat", SystemDataSets.Cpu)
{
    // A line is read slightly after the end of the interval, and the kernel counts the ticks of a CPU when it writes the line.
    private const double Tolerance = 1.25;
    private const double FewTicks = 10;

    private readonly CpuTable _cpus = new();

    internal LineValues? Values => IsKnown ? Table.Copy(IsPaired) : null;

    /// <summary>The cpu lines; null if unknown.</summary>
    /// <param name="elapsed">Clock ticks of the interval. Null without a previous sample.</param>
    internal CpuReadings? CpusIn(double? elapsed) => IsKnown ? _cpus.Copy(IsPaired, (long?)((elapsed * Tolerance) + FewTicks)) : null;

    private protected override void Begin()
    {
        base.Begin();
        _cpus.Begin();
    }

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (CpuTimes.IsNameOf(name))
            {
                if (CpuTimes.TryParse(name, values, out CpuTimes times)) _cpus.Add(times);
            }
            else if (NamedValue.TryParse(values, out long value))
            {
                Table.Add(name, value);
            }
        }

        return !_cpus.IsFull;
    }
}
