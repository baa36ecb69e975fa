namespace Vmon.Parsing;

/// <summary>The sizes of /proc/PID/statm, in pages.</summary>
internal struct ProcStatm : IProcRecord<ProcStatm>
{
    internal long Size;
    internal long Resident;
    internal long Shared;
    internal long Text;
    internal long Data;

    public static ReadOnlySpan<byte> FileName => "statm\0"u8;

    // size resident shared text lib data dirty, of which lib and dirty are always 0
    // 2441 1200 800 200 0 300 0
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcStatm record)
    {
        ByteReader reader = new(bytes);
        record = default;
        record.Size = reader.Pages();
        record.Resident = reader.Pages();
        record.Shared = reader.Pages();
        record.Text = reader.Pages();
        reader.Skip(1);
        record.Data = reader.Pages();
        reader.Skip(1);
        reader.End();
        return !reader.IsMalformed;
    }
}
