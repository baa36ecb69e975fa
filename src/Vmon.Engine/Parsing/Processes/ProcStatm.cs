using Vmon.Fields;

namespace Vmon.Parsing.Processes;

/// <summary>The sizes of /proc/PID/statm, in pages.</summary>
internal struct ProcStatm : IProcRecord<ProcStatm>, IFieldRecord<StatmField>
{
    private const ulong All = (1UL << ((int)StatmField.dt + 1)) - 1;

    internal long Size;
    internal long Resident;
    internal long Shared;
    internal long Text;
    internal long Data;

    private ulong _unknown;

    /// <summary>A bit for each field that is unknown, by its number.</summary>
    internal ulong Unknown
    {
        readonly get => _unknown;
        set => _unknown = value;
    }

    public static ReadOnlySpan<byte> FileName => "statm\0"u8;

    /// <summary>Null for a number out of range.</summary>
    public readonly long? this[StatmField field] => (_unknown >> (int)field & 1) != 0 ? null : field switch
    {
        StatmField.size => Size,
        StatmField.resident => Resident,
        StatmField.shared => Shared,
        StatmField.text => Text,
        StatmField.data => Data,
        _ => 0,
    };

    // size resident shared text lib data dt, of which lib and dt are always 0
    // 2441 1200 800 200 0 300 0
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcStatm record)
    {
        ByteReader reader = new(ByteReader.WholeFields(bytes, out bool isCut));
        record = default;
        record.Size = reader.Pages();
        record.Resident = reader.Pages();
        record.Shared = reader.Pages();
        record.Text = reader.Pages();
        _ = reader.Pages();
        record.Data = reader.Pages();
        _ = reader.Pages();
        record._unknown = reader.Unknown;
        return record._unknown != All && (isCut || reader.HasReadExactly);
    }
}

/// <summary>The numbers of /proc/PID/statm, in their order, by the names that proc_pid_statm(5) gives them.</summary>
[KernelFile("statm")]
internal enum StatmField
{
    size,
    resident,
    shared,
    text,
    lib,
    data,
    dt,
}
