using Vmon.Fields;

namespace Vmon;

// /proc/PID/oom_score and oom_score_adj
public partial class ProcessSample
{
    /// <summary>Score of the out-of-memory killer, from 0 (never killed) to 2000. The process with the highest score is killed first.</summary>
    [Field("oom_score", Group = "Out-of-memory score")]
    public int? OomScore => IsRead(ProcessDataSets.Oom, nameof(OomScore)) ? _details?.OomScore : null;

    /// <summary>Adjustment of the score, in thousandths of memory, from -1000 (never killed) to 1000 (killed first).</summary>
    [Field("oom_score_adj", Unit = "1/1000", Group = "Out-of-memory score")]
    public int? OomScoreAdjustment => IsRead(ProcessDataSets.Oom, nameof(OomScoreAdjustment)) ? _details?.OomAdjustment : null;
}
