namespace Vmon.Parsing.Processes;

/// <summary>The number of /proc/PID/oom_score: how likely the process is to be killed when memory runs out.</summary>
internal struct OomScore : IProcRecord<OomScore>
{
    internal int Value;

    public static ReadOnlySpan<byte> FileName => "oom_score\0"u8;

    // 668
    public static bool TryParse(ReadOnlySpan<byte> bytes, out OomScore record)
    {
        ByteReader reader = new(bytes);
        record = new OomScore { Value = reader.Number() };
        reader.End();
        return !reader.IsMalformed;
    }
}

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
