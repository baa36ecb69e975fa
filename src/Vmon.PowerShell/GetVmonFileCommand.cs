using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell;

/// <summary>Get-VmonFile: gets the open files of processes.</summary>
[Cmdlet(VerbsCommon.Get, "VmonFile", DefaultParameterSetName = "Name")]
[OutputType(typeof(OpenFile))]
public sealed class GetVmonFileCommand : ProcessSelectionCommand
{
    /// <summary>
    /// Paths to select, or targets of files without a path. Wildcards are permitted. A relative path is resolved from the current location.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Types of files to select. Anonymous and Device stand for several types.</summary>
    [Parameter]
    public FileType[]? Type { get; set; }

    /// <summary>Selects only deleted files, which occupy space until they are closed.</summary>
    [Parameter]
    public SwitchParameter Deleted { get; set; }

    /// <summary>Selects only sockets with one of these local ports.</summary>
    [Parameter]
    public ushort[]? LocalPort { get; set; }

    /// <summary>Selects only sockets with one of these remote ports.</summary>
    [Parameter]
    public ushort[]? RemotePort { get; set; }

    /// <summary>Selects only sockets that listen for connections, or udp sockets without a peer.</summary>
    [Parameter]
    public SwitchParameter Listening { get; set; }

    /// <summary>Also reads position, flags and the other fields of fdinfo, which costs one read for each descriptor.</summary>
    [Parameter]
    public SwitchParameter IncludeInfo { get; set; }

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? RecordingPath { get; set; }

    /// <summary>Time of the sample in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. The last sample if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? TimeStamp { get; set; }

    /// <summary>Includes descendants.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    private protected override bool WritesSamples => false;

    private protected override bool NeedsFiles => true;

    private protected override string[]? RecordingPaths => RecordingPath;

    private protected override bool FollowsChildren => FollowChildren;

    private protected override ProcessDataSets DataSetsOf(VmonSession session) => ProcessDataSets.Files | ProcessDataSets.Command;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        foreach (long _ in Run(watch, new SampleSchedule(session.Interval, Count: 1)))
        {
            Report(watch, names);
            ReportDeniedFiles(watch);
            ReportCutFiles(watch);
            Write(session, watch);
        }
    }

    private protected override bool TryReplay(VmonRecording recording, ProcessSelection selection)
    {
        FileSelection asked = Selection();
        if (asked.IsAboutSockets || IncludeInfo) ThrowTerminatingError(Errors.DetailsNotRecorded());
        if (RangeAt(recording, TimeStamp, interval: null) is not { } range) return false;
        using ProcessWatch watch = Open(recording, selection, range);
        foreach (long _ in watch.Replay(null, StopToken))
        {
        }

        NoteReplayed(watch);
        _ = Write(watch, asked);
        ReportCutFiles(watch);
        return true;
    }

    private void Write(VmonSession session, ProcessWatch watch)
    {
        FileSelection asked = Selection();
        bool isNone = !Write(watch, asked);
        if (isNone && asked.IsAboutSockets && watch.Denied() is { Processes: > 0 } denied) WriteWarning(Warnings.SocketsUnseen(denied.Processes, session));
    }

    private bool Write(ProcessWatch watch, FileSelection asked)
    {
        bool isAny = false;
        foreach (OpenFile file in watch.Files(asked))
        {
            if (StopToken.IsCancellationRequested) return true;
            WriteObject(file);
            isAny = true;
        }

        return isAny;
    }

    private FileSelection Selection() => new()
    {
        Types = (Type ?? []).Aggregate(FileType.Unknown, (all, type) => all | type),
        Path = Path is null ? null : new TargetPatterns([.. Path, .. Path.Where(TargetPatterns.IsRelative).Select(FileSystemPath)]).Matches,
        DeletedOnly = Deleted,
        LocalPorts = LocalPort is null ? null : [.. LocalPort.Select(port => (int)port)],
        RemotePorts = RemotePort is null ? null : [.. RemotePort.Select(port => (int)port)],
        ListeningOnly = Listening,
        IncludeInfo = IncludeInfo,
    };
}
