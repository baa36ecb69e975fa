using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Get-VmonConnection: gets sockets with their state, traffic and the processes that hold them.</summary>
[Cmdlet(VerbsCommon.Get, "VmonConnection", DefaultParameterSetName = "Name")]
[OutputType(typeof(Connection))]
public sealed class GetVmonConnectionCommand : ProcessSelectionCommand
{
    private readonly AddressPatterns _remoteAddresses = new();
    private ProcessSelection? _asked;

    /// <summary>Selects only sockets with one of these local ports.</summary>
    [Parameter]
    public ushort[]? LocalPort { get; set; }

    /// <summary>Selects only sockets with one of these remote ports.</summary>
    [Parameter]
    public ushort[]? RemotePort { get; set; }

    /// <summary>Selects only sockets with one of these remote addresses: addresses, prefixes such as 10.0.0.0/8, and wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? RemoteAddress { get; set; }

    /// <summary>Selects only sockets in one of these states.</summary>
    [Parameter]
    public SocketState[]? State { get; set; }

    /// <summary>Selects only sockets that listen for connections, or udp sockets without a peer.</summary>
    [Parameter]
    public SwitchParameter Listening { get; set; }

    /// <summary>Protocols to read. All of IPv4 and IPv6 if not specified; unix sockets only on request.</summary>
    [Parameter]
    public SocketProtocols[]? Protocol { get; set; }

    /// <summary>Reads the sockets twice, this far apart, so that rates are known: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? RecordingPath { get; set; }

    /// <summary>Time of the sample in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. The last sample if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? TimeStamp { get; set; }

    private protected override bool WritesSamples => false;

    private protected override string[]? RecordingPaths => RecordingPath;

    private protected override bool FollowsChildren => false;

    /// <summary>Verifies the addresses.</summary>
    protected override void BeginProcessing()
    {
        if (_remoteAddresses.Add(RemoteAddress ?? []) is { } wrong) ThrowTerminatingError(Errors.AddressNotValid(wrong));
    }

    // Owners are found among all processes.
    private protected override ProcessSelection Watched(ProcessSelection asked)
    {
        _asked = asked;
        return ProcessSelection.Everything;
    }

    private protected override ProcessDataSets DataSetsOf(VmonSession session) => ProcessDataSets.Files | ProcessDataSets.Command | ProcessDataSets.Cgroup;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        int samples = Interval is null ? 1 : 2;
        ConnectionReading? earlier = null;
        foreach (long sample in Run(watch, new SampleSchedule(Interval ?? session.Interval, samples), firstWritten: samples))
        {
            if (sample == 1) Report(watch, names);
            ReportShortage(watch);

            // A connection can have been in any state at the beginning of the interval.
            if (sample < samples) earlier = watch.ReadConnections(Selection() with { States = null, ListeningOnly = false }, StopToken);
            else Write(session, watch, earlier);
        }
    }

    private protected override void Report(ProcessWatch watch, NamePatterns? names)
    {
        if (names is not null)
            foreach (ProcessSample process in watch.Processes()) _ = names.Matches(process.ProcessName);
        base.Report(watch, names);
        ReportDeniedFiles(watch);
        ReportCutFiles(watch);
    }

    // Rates are over the time since the sample before, or at the beginning of the interval.
    private protected override bool TryReplay(VmonRecording recording, ProcessSelection selection)
    {
        if (RangeAt(recording, TimeStamp, Interval) is not { } range) return false;
        using ProcessWatch watch = recording.WatchConnections(Watched(selection), range);
        foreach (long _ in watch.Replay(null, StopToken))
        {
        }

        if (StopToken.IsCancellationRequested) return false;
        ConnectionReading reading = watch.ReadConnections(Selection(), StopToken);
        if (reading.NamespaceCount == 0)
        {
            WriteError(Errors.ConnectionsNotRecorded(recording));
            return false;
        }

        NoteReplayed(watch);
        if (Warnings.Namespaces(reading, recording) is { } warning) WriteWarning(warning);
        if (reading.LeftOutCount > 0) WriteWarning(Warnings.ConnectionsLeftOut(recording, reading.LeftOutCount));
        ReportCutFiles(watch);
        Write(watch, reading, watch.EarlierConnections(Selection() with { States = null, ListeningOnly = false }), out bool isAny, out bool isOwnerUnknown);
        if ((isOwnerUnknown || (!isAny && !IsEverything)) && watch.Denied(ProcessDataSets.Files) is { Processes: > 0 } denied) WriteWarning(Warnings.Denied(denied, recording));
        return true;
    }

    private void Write(VmonSession session, ProcessWatch watch, ConnectionReading? earlier)
    {
        ConnectionReading reading = watch.ReadConnections(Selection(), StopToken);
        if (Warnings.Namespaces(reading, session) is { } warning && SessionRegistry.Current.IsFirstNamespaces(session)) WriteWarning(warning);
        Write(watch, reading, earlier, out bool isAny, out bool isOwnerUnknown);
        if (StopToken.IsCancellationRequested) return;
        if (isOwnerUnknown && watch.Denied(ProcessDataSets.Files) is { Processes: > 0 } hidden && SessionRegistry.Current.IsFirstDenial(session)) WriteWarning(Warnings.Denied(hidden, session));

        if (!isAny && !IsEverything && watch.Denied() is { Processes: > 0 } denied) WriteWarning(Warnings.SocketsUnseen(denied.Processes, session));
    }

    private void Write(ProcessWatch watch, ConnectionReading reading, ConnectionReading? earlier, out bool isAny, out bool isOwnerUnknown)
    {
        (isAny, isOwnerUnknown) = (false, false);
        foreach (Connection connection in watch.Connections(reading, earlier, IsEverything ? null : _asked))
        {
            if (StopToken.IsCancellationRequested) return;
            WriteObject(Shown(connection));
            isAny = true;
            isOwnerUnknown |= connection.OwningProcesses is null;
        }
    }

    // The additional type name tells the views that there are rates.
    private PSObject Shown(Connection connection)
    {
        PSObject shown = PSObject.AsPSObject(connection);
        if (Interval is not null || RecordingPath is not null) shown.TypeNames.Insert(0, shown.TypeNames[0] + "#Interval");
        return shown;
    }

    private ConnectionSelection Selection() => new()
    {
        Protocols = Protocol is null ? SocketProtocols.Internet : Protocol.Aggregate(SocketProtocols.None, static (all, one) => all | one),
        States = State,
        LocalPorts = LocalPort is null ? null : [.. LocalPort.Select(static port => (int)port)],
        RemotePorts = RemotePort is null ? null : [.. RemotePort.Select(static port => (int)port)],
        RemoteAddress = RemoteAddress is null ? null : _remoteAddresses.Matches,
        ListeningOnly = Listening,
        HeldOnly = !IsEverything,
    };
}
