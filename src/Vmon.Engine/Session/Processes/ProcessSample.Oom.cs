namespace Vmon;

// What happens when memory runs out: /proc/PID/oom_score and oom_score_adj, where wanted.
public partial class ProcessSample
{
    /// <summary>The out-of-memory killer's score, from 0 (never) to 2000 (first): the process of the highest is killed.</summary>
    public int? OomScore => IsRead(ProcessDataSets.Oom, nameof(OomScore)) ? _details?.OomScore : null;

    /// <summary>What an administrator adds to the score, in thousandths of the memory: -1000 for never to be killed, 1000 for first.</summary>
    public int? OomScoreAdjustment => IsRead(ProcessDataSets.Oom, nameof(OomScoreAdjustment)) ? _details?.OomAdjustment : null;
}
