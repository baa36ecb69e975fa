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
