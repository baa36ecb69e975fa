using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Base class of cmdlets that sample control groups.</summary>
public abstract class CgroupCommand : VmonCommand
{
    private NamePatterns? _paths;
    private NamePatterns? _units;
    private NamePatterns? _containers;

    /// <summary>Paths of control groups, such as /system.slice. Wildcards are permitted. A path without wildcards that does not exist is an error.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Units of systemd: 'nginx' is nginx.service. Wildcards are permitted. The uppermost group of each unit is selected.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UnitCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Unit { get; set; }

    /// <summary>Names or identifiers of containers. Wildcards are permitted. The uppermost group of each container is selected.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Container { get; set; }

    /// <summary>Includes the groups below the selected ones.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Data sets to read in addition to the default ones: MemoryStat, Network.</summary>
    [Parameter]
    public CgroupDataSets Include { get; set; }

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? RecordingPath { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Takes samples and writes output.</summary>
    protected override void EndProcessing() => Guard(Watch);

    private void Watch()
    {
        _paths = Path is null ? null : new NamePatterns(Path.Select(static path => path.Length > 1 ? path.TrimEnd('/') : path));
        _units = Unit is null ? null : new NamePatterns(Unit.Select(UnitName.Complete));
        _containers = Container is null ? null : new NamePatterns(Container);
        CgroupSelection selection = new()
        {
            Path = _paths is null ? null : _paths.Matches,
            Unit = _units is null ? null : _units.Matches,
            Container = _containers is null ? null : _containers.Matches,
            Recurse = Recurse,
        };
        CgroupDataSets dataSets = CgroupDataSets.Default | Include;
        if (RecordingPath is { } paths)
        {
            if (Session is not null) ThrowTerminatingError(Errors.SessionOfRecording());
            foreach (VmonRecording recording in Open(paths))
                using (recording) Replay(recording, selection, dataSets);
            if (!StopToken.IsCancellationRequested) WriteMissing();
            return;
        }

        VmonSession session = Resolve(Session);
        using CgroupWatch? watch = session.WatchCgroups(selection, dataSets, events: TakesSeveral);
        if (watch is null) ThrowTerminatingError(Errors.NoCgroups(session));
        long missed = session.MissedSampleCount;
        WriteVerbose(Verbose.Begins(session, dataSets));
        foreach (long sample in Run(watch!, ScheduleOf(session), FirstWritten)) Write(watch!, sample);
        WriteVerbose(Verbose.Ends(session, watch!.SampleNumber, missed));
    }

    private void Write(CgroupWatch watch, long sample)
    {
        foreach (CgroupSample group in watch.Groups())
        {
            if (sample == 1 && group.Denied != CgroupDataSets.None && SessionRegistry.Current.IsFirstDenial(Resolved)) WriteWarning(Warnings.Denied(group));
            if (sample >= FirstWritten) WriteObject(group);
        }

        ReportLost(watch.LostEventCount, watch.EventSource, watch.LostTrafficCount);
        if (sample == FirstWritten) WriteMissing();
        if (sample > 1) return;
        if (watch.IsCut) WriteWarning(Warnings.CgroupsCut);
        if (TakesSeveral && Include.HasFlag(CgroupDataSets.Network)) ReportNetwork(watch.NetworkSource);
    }

    private void Replay(VmonRecording recording, CgroupSelection selection, CgroupDataSets dataSets)
    {
        if (RangeIn(recording) is not { } range) return;
        using CgroupWatch? watch = recording.WatchCgroups(selection, dataSets, range);
        if (watch is null) WriteError(Errors.CgroupsNotRecorded(recording));
        else Replay(recording, watch, range);
    }

    private void WriteMissing()
    {
        foreach (string path in _paths?.Missing ?? []) WriteError(Errors.CgroupNotFound(path));
        foreach (string unit in _units?.Missing ?? []) WriteError(Errors.UnitNotFound(unit));
        foreach (string container in _containers?.Missing ?? []) WriteError(Errors.ContainerNotFound(container));
    }

    /// <summary>The range of a recording. Null, with an error, if nothing was recorded then.</summary>
    private protected abstract RecordingRange? RangeIn(VmonRecording recording);

    /// <summary>Writes samples of a recording.</summary>
    private protected abstract void Replay(VmonRecording recording, CgroupWatch watch, RecordingRange range);

    /// <summary>Whether it takes several samples, so that events tell what happens between them.</summary>
    private protected abstract bool TakesSeveral { get; }

    /// <summary>Number of the first sample that is written.</summary>
    private protected virtual long FirstWritten => 1;

    /// <summary>Schedule of the samples.</summary>
    private protected abstract SampleSchedule ScheduleOf(VmonSession session);
}
