using Vmon.Kernel.Network;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources.Files;
using Vmon.Sources.Network;

namespace Vmon.Sources.Processes;

/// <summary>What a process receives and sends.</summary>
internal struct NetworkSampler
{
    internal Reading<ProcessTraffic> Traffic;
    internal Reading<long> Connections;

    /// <summary>What descendants received and sent that exited. The kernel adds nothing of it to their parent.</summary>
    internal TrafficCounters OfExited;

    // For socket diagnostics.
    private HeldSockets _held;
    private ProcessTraffic _credited;

    /// <param name="directory">The directory of the process.</param>
    /// <param name="stat">Its record.</param>
    /// <param name="files">Its descriptors, if the sample has already read them. Empty if not.</param>
    /// <param name="context">What all work with.</param>
    internal void Sample(ref ProcDirectory directory, in ProcStat stat, ReadOnlySpan<FileEntry> files, SamplingContext context)
    {
        ProcessIdentity process = new(stat.Id, stat.StartTime);
        bool isDiagnosed = context.Traffic.SourceIn(context) == NetworkSource.SocketDiagnostics;
        long? connections = isDiagnosed ? null : context.Connections?.Of(process, context);
        bool readsSockets = context.Sockets is not null && (isDiagnosed || connections is null);
        if (readsSockets)
        {
            // The connections before the descriptors, so that one that is opened in between is new in the next sample.
            _ = AccessTo(process, context);
            _held.Read(ref directory, stat, files, context);
            connections = AccessTo(process, context) == NamespaceAccess.None ? null : context.Sockets!.Count(_held.Inodes);
        }

        ReadStatus failure = readsSockets && _held.Status != ReadStatus.Ok ? _held.Status : ReadStatus.NotRead;
        if (TrafficOf(process, context) is not { } now) Traffic.Fail(isDiagnosed ? failure : ReadStatus.NotRead);
        else if (IsForgotten(now)) Traffic.Rest();
        else Traffic.Advance(now);
        if (connections is { } count) Connections.Advance(count);
        else Connections.Fail(failure);
    }

    /// <summary>Whether a process that has not run has other traffic than the previous sample: the two are not read at the same moment, and data arrives without it.</summary>
    internal bool HasTraffic(ProcessIdentity process, SamplingContext context) => TrafficOf(process, context) is { } now && now != Traffic.Current;

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

    private ProcessTraffic? TrafficOf(ProcessIdentity process, SamplingContext context)
    {
        if (context.Traffic.SourceIn(context) != NetworkSource.SocketDiagnostics) return context.Traffic.Of(process, context);
        if (AccessTo(process, context) != NamespaceAccess.Full) return null;
        if (_credited.Source == NetworkSource.None) _credited = context.Sockets!.Begin(process, _held.Inodes);
        TrafficCounters more = context.Sockets!.Credit(process, _held.Inodes);
        _credited.Counters.Received += more.Received;
        _credited.Counters.Sent += more.Sent;
        return _credited;
    }

    // How the sockets of the process are known. Those of its namespace are read even if it has none, so that its first connection is known to be new.
    private readonly NamespaceAccess AccessTo(ProcessIdentity process, SamplingContext context)
    {
        NamespaceAccess access = _held.Namespace == 0 ? NamespaceAccess.None : context.Sockets!.Read(_held.Namespace, process.Id, context);
        return _held.Status != ReadStatus.Ok ? NamespaceAccess.None : _held.Inodes.IsEmpty ? NamespaceAccess.Full : access;
    }

    // The kernel forgot the process, which the sample still saw.
    private readonly bool IsForgotten(in ProcessTraffic now) =>
        Traffic.IsKnown && (now.Counters.Received < Traffic.Current.Counters.Received || now.Counters.Sent < Traffic.Current.Counters.Sent);
}
