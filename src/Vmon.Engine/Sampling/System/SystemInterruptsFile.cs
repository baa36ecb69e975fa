using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>A file of counts per name and CPU, of which the sum over the CPUs is kept: interrupts and softirqs.</summary>
internal sealed class SystemInterruptsFile(string path) : SystemFile(path, SystemWants.Interrupts)
{
    private readonly LineTable _table = new();
    private byte[] _heading = [];
    private bool _hasOtherCpus;

    /// <summary>Its lines. If a CPU came or went since the sample before, its whole past is in one of the two sums only: then there are no differences.</summary>
    internal LineValues? Values => IsKnown ? _table.Copy(IsPaired && !_hasOtherCpus) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        _table.Begin();
        NamedLines lines = new(bytes);
        ReadOnlySpan<byte> heading = lines.Line();
        int cpus = InterruptLine.CountCpus(heading);
        _hasOtherCpus = !heading.SequenceEqual(_heading);
        if (_hasOtherCpus) _heading = heading.ToArray();
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (InterruptLine.TryParse(values, cpus, out long total, out ReadOnlySpan<byte> description)) _table.Add(name, total, description);
        return _table.End();
    }
}
