using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>What a process receives and sends.</summary>
internal struct NetworkSampler
{
    internal Reading<ProcessTraffic> Traffic;

    internal void Sample(in ProcStat stat, SamplingContext context)
    {
        if (context.Traffic.Of(new ProcessIdentity(stat.Id, stat.StartTime), context.SampleNumber) is not { } now) Traffic.Fail(ReadStatus.NotRead);
        else if (IsForgotten(now)) Traffic.Rest();
        else Traffic.Advance(now);
    }

    /// <summary>Accepts all that a process received and sent which exited.</summary>
    /// <param name="final">The traffic.</param>
    /// <param name="isNext">Whether the last reading is that of the previous sample.</param>
    internal void Conclude(in ProcessTraffic final, bool isNext)
    {
        if (isNext) Traffic.Advance(final);
        else if (Traffic.IsKnown) Traffic.Current = final;
    }

    /// <summary>The first reading of a process that started since the previous sample.</summary>
    internal void BeginAtBirth()
    {
        if (Traffic.Current.Since == 0) Traffic.BeginAtBirth();
    }

    // The kernel forgot the process, which the sample still saw.
    private readonly bool IsForgotten(in ProcessTraffic now) =>
        Traffic.IsKnown && (now.Counters.Received < Traffic.Current.Counters.Received || now.Counters.Sent < Traffic.Current.Counters.Sent);
}
