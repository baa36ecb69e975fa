using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon.Sources.Processes;

/// <summary>What a process receives and sends.</summary>
internal struct NetworkSampler
{
    internal Reading<ProcessTraffic> Traffic;
    internal Reading<long> Connections;

    /// <summary>What descendants received and sent that exited. The kernel adds nothing of it to their parent.</summary>
    internal TrafficCounters OfExited;

    internal void Sample(in ProcStat stat, SamplingContext context)
    {
        ProcessIdentity process = new(stat.Id, stat.StartTime);
        if (context.Traffic.Of(process, context.SampleNumber) is not { } now) Traffic.Fail(ReadStatus.NotRead);
        else if (IsForgotten(now)) Traffic.Rest();
        else Traffic.Advance(now);
        if (context.Connections?.Of(process, context) is { } count) Connections.Advance(count);
        else Connections.Fail(ReadStatus.NotRead);
    }

    /// <summary>Takes over what a descendant received and sent that exited, with its own descendants.</summary>
    internal void Inherit(in NetworkSampler exited)
    {
        OfExited.Received += exited.Traffic.Current.Counters.Received + exited.OfExited.Received;
        OfExited.Sent += exited.Traffic.Current.Counters.Sent + exited.OfExited.Sent;
    }

    /// <summary>Whether a process has other traffic, or other connections, than the previous sample.</summary>
    internal readonly bool HasChanged => Traffic.HasChanged || Connections.HasChanged;

    /// <summary>Nothing can have changed since the previous sample.</summary>
    internal void Rest()
    {
        Traffic.Rest();
        Connections.Rest();
    }

    /// <summary>Keeps the last values, and clears those of an interval.</summary>
    internal void Freeze()
    {
        Traffic.Freeze();
        Connections.Freeze();
    }

    /// <summary>Accepts all that a process received and sent which exited.</summary>
    /// <param name="final">The traffic.</param>
    /// <param name="isNext">Whether the last reading is that of the previous sample.</param>
    internal void Conclude(in ProcessTraffic final, bool isNext)
    {
        if (isNext) Traffic.Advance(final);
        else if (Traffic.IsKnown) Traffic.Correct(final);
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
