using Vmon.Parsing;
using Vmon.Parsing.Machine;

namespace Vmon.Sources.Machine;

/// <summary>A file of counts per name and CPU (interrupts, softirqs). The sum over CPUs is kept.</summary>
internal sealed class SystemInterruptsFile(string path) : SystemTableFile(path, SystemDataSets.Interrupts)
{
    private byte[] _heading = [];
    private int? _cpus;
    private bool _hasOtherCpus;

    /// <summary>
    /// Its lines. If a CPU came online or went offline since the previous sample, only one of the two sums includes it, and there are no
    /// differences.
    /// </summary>
    internal LineValues? Values => IsKnown ? Table.Copy(IsPaired && !_hasOtherCpus) : null;

    private protected override void Begin()
    {
        base.Begin();
        _cpus = null;
    }

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        NamedLines lines = new(bytes);
        int cpus = _cpus ??= ReadHeading(lines.Line());
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (InterruptLine.TryParse(values, cpus, out long total, out ReadOnlySpan<byte> description)) Table.Add(name, total, description);
        return true;
    }

    private int ReadHeading(ReadOnlySpan<byte> heading)
    {
        _hasOtherCpus = !heading.SequenceEqual(_heading);
        if (_hasOtherCpus) _heading = heading.ToArray();
        return InterruptLine.CountCpus(heading);
    }
}
