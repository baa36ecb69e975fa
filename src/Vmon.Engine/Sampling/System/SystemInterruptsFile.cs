using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>A file of counts per name and CPU, of which the sum over the CPUs is kept: interrupts and softirqs.</summary>
internal sealed class SystemInterruptsFile(string path) : SystemFile(path, SystemWants.Interrupts)
{
    private readonly LineTable _table = new();

    internal LineValues? Values => IsKnown ? _table.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        _table.Begin();
        NamedLines lines = new(bytes);
        int cpus = InterruptLine.CountCpus(lines.Line());
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (InterruptLine.TryParse(values, cpus, out long total, out ReadOnlySpan<byte> description)) _table.Add(name, total, description);
        return _table.End();
    }
}
