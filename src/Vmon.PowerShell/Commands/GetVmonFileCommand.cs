using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Get-VmonFile: the open descriptors of processes, and what is behind them.</summary>
[Cmdlet(VerbsCommon.Get, "VmonFile", DefaultParameterSetName = "Name")]
[OutputType(typeof(OpenFile))]
public sealed class GetVmonFileCommand : ProcessSelectionCommand
{
    /// <summary>Paths, or targets of what has no path, with wildcards. A relative one is below the current location.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Types; Anonymous and Device stand for several.</summary>
    [Parameter]
    public FileType[]? Type { get; set; }

    /// <summary>Only files that have no name any more, and take up space until they are closed.</summary>
    [Parameter]
    public SwitchParameter Deleted { get; set; }

    /// <summary>Only sockets with one of these local ports.</summary>
    [Parameter]
    public ushort[]? LocalPort { get; set; }

    /// <summary>Only sockets with one of these remote ports.</summary>
    [Parameter]
    public ushort[]? RemotePort { get; set; }

    /// <summary>Only sockets that wait for connections or, as those of udp, for what comes from anybody.</summary>
    [Parameter]
    public SwitchParameter Listening { get; set; }

    /// <summary>Also position, flags and what else fdinfo has, at the cost of a read for each.</summary>
    [Parameter]
    public SwitchParameter IncludeInfo { get; set; }

    /// <summary>Also the descendants.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    private protected override bool WritesSamples => false;

    private protected override bool FollowsChildren => FollowChildren;

    private protected override ProcessDataSets DataSetsOf(VmonSession session) => ProcessDataSets.Files | ProcessDataSets.Command;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        foreach (long _ in Run(watch, new SampleSchedule(session.Interval, Count: 1)))
        {
            Report(watch, names);
            ReportDeniedFiles(watch);
            ReportCutFiles(watch);
            Write(watch);
        }
    }

    private void Write(ProcessWatch watch)
    {
        FileSelection selection = new()
        {
            Types = (Type ?? []).Aggregate(FileType.Unknown, (all, type) => all | type),
            Path = Path is null ? null : new TargetPatterns([.. Path, .. Path.Where(TargetPatterns.IsRelative).Select(FileSystemPath)]).Matches,
            DeletedOnly = Deleted,
            LocalPorts = LocalPort is null ? null : [.. LocalPort.Select(port => (int)port)],
            RemotePorts = RemotePort is null ? null : [.. RemotePort.Select(port => (int)port)],
            ListeningOnly = Listening,
            IncludeInfo = IncludeInfo,
        };
        bool isNone = true;
        foreach (OpenFile file in watch.Files(selection))
        {
            if (StopToken.IsCancellationRequested) return;
            WriteObject(file);
            isNone = false;
        }

        if (isNone && selection.IsAboutSockets && watch.Denied() is { Processes: > 0 } denied) WriteWarning(Warnings.SocketsUnseen(denied.Processes));
    }
}
