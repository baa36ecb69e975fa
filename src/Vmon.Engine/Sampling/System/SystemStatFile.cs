using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>/proc/stat: the cpu lines apart from all others, of which the first number is kept by name.</summary>
internal sealed class SystemStatFile() : SystemFile("stat", SystemWants.Cpu)
{
    private readonly LineTable _table = new();
    private readonly CpuTable _cpus = new();

    internal LineValues? Values => IsKnown ? _table.Copy(IsPaired) : null;

    internal CpuReadings? Cpus => IsKnown ? _cpus.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        _table.Begin();
        _cpus.Begin();
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
        {
            if (CpuTimes.IsNameOf(name))
            {
                if (CpuTimes.TryParse(name, values, out CpuTimes times)) _cpus.Add(times);
            }
            else if (NamedValue.TryParse(values, out long value))
            {
                _table.Add(name, value);
            }
        }

        return _table.End();
    }
}
