using Vmon.Parsing;

namespace Vmon.Sources.Machine;

/// <summary>A file with a name and a value on each line: meminfo and vmstat.</summary>
internal sealed class SystemLinesFile(string path, SystemDataSets dataSet) : SystemTableFile(path, dataSet)
{
    internal LineValues? Values => IsKnown ? Table.Copy(IsPaired) : null;

    private protected override bool Accept(ReadOnlySpan<byte> bytes)
    {
        NamedLines lines = new(bytes);
        while (lines.Next(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> values))
            if (NamedValue.TryParse(values, out long value)) Table.Add(name, value);
        return true;
    }
}
