using Vmon.Parsing;

namespace Vmon.Sampling;

/// <summary>A file whose lines are each a name and a value: meminfo and vmstat.</summary>
internal sealed class SystemLinesFile(string path, SystemWants want) : SystemFile(path, want)
{
    private readonly LineTable _table = new();

    internal LineValues? Values => IsKnown ? _table.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        _table.Begin();
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (NamedValue.TryParse(values, out long value)) _table.Add(name, value);
        return _table.End();
    }
}
