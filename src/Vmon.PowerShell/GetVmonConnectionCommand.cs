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

    private protected override bool WritesSamples => false;

    private protected override bool NeedsFiles => true;

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

    private void Write(VmonSession session, ProcessWatch watch, ConnectionReading? earlier)
    {
        ConnectionReading reading = watch.ReadConnections(Selection(), StopToken);
        if (Warnings.Namespaces(reading, session) is { } warning && SessionRegistry.Current.IsFirstNamespaces(session)) WriteWarning(warning);
        bool isAny = false;
        bool isOwnerUnknown = false;
        foreach (Connection connection in watch.Connections(reading, earlier, IsEverything ? null : _asked))
        {
            if (StopToken.IsCancellationRequested) return;
            WriteObject(Shown(connection));
            isAny = true;
            isOwnerUnknown |= connection.OwningProcesses is null;
        }

        if (isOwnerUnknown && watch.Denied(ProcessDataSets.Files) is { Processes: > 0 } hidden && SessionRegistry.Current.IsFirstDenial(session)) WriteWarning(Warnings.Denied(hidden, session));

        if (!isAny && !IsEverything && watch.Denied() is { Processes: > 0 } denied) WriteWarning(Warnings.SocketsUnseen(denied.Processes, session));
    }

    // The additional type name tells the views that there are rates.
    private PSObject Shown(Connection connection)
    {
        PSObject shown = PSObject.AsPSObject(connection);
        if (Interval is not null) shown.TypeNames.Insert(0, shown.TypeNames[0] + "#Interval");
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
