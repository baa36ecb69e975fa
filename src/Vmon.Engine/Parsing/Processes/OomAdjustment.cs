namespace Vmon.Parsing.Processes;

/// <summary>/proc/PID/oom_score_adj: adjustment of the score, from -1000 to 1000.</summary>
internal struct OomAdjustment : IProcRecord<OomAdjustment>
{
    private const int Most = 1000;

    internal int Value;

    public static ReadOnlySpan<byte> FileName => "oom_score_adj\0"u8;

    // -1000
    public static bool TryParse(ReadOnlySpan<byte> bytes, out OomAdjustment record)
    {
        ByteReader reader = new(bytes);
        record = new OomAdjustment { Value = reader.Int32() };
        reader.End();
        return !reader.IsMalformed && record.Value is >= -Most and <= Most;
    }
}
