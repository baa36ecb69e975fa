using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Watch-VmonEvent: writes one object per process that starts, executes a program or exits.</summary>
[Cmdlet(VerbsCommon.Watch, "VmonEvent", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessEvent))]
public sealed class WatchVmonEventCommand : VmonCommand
{
    private readonly List<int> _ids = [];
    private long _lost;

    /// <summary>Names of processes at the event. Wildcards are permitted. No process needs to have the name yet.</summary>
    [Parameter(ParameterSetName = "Name", Position = 0)]
    [Alias("ProcessName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProcessNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Process identifiers (PIDs). A PID that does not exist is a non-terminating error.</summary>
    [Parameter(ParameterSetName = "Id", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID", "ProcessId")]
    [ProcessIdTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Includes descendants, including descendants that start later.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>What to report: Start, Exec and Exit. Exec and Exit if not specified.</summary>
    [Parameter]
    public ProcessEventKind Kind { get; set; } = ProcessEventKind.Exec | ProcessEventKind.Exit;

    /// <summary>Writes only exits with a code other than zero, or by a signal.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>Number of events to write. Without -Count and -Duration, runs until stopped, or until all processes specified by id exited.</summary>
    [Parameter]
    [WholeNumberTransformation]
    [Alias("MaxEvents")]
    [ValidateRange(1, long.MaxValue)]
    public long? Count { get; set; }

    /// <summary>Time to watch: seconds, '5m', or a TimeSpan.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Duration { get; set; }

    /// <summary>Includes kernel threads. Without it they are omitted, unless they are specified by id or name.</summary>
    [Parameter]
    public SwitchParameter IncludeKernelThread { get; set; }

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>First time of the events in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. Their beginning if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? StartTime { get; set; }

    /// <summary>Last time of the events in the recordings. Their end if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? EndTime { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Collects the pipeline input.</summary>
    protected override void ProcessRecord() => _ids.AddRange(Id ?? []);

    /// <summary>Watches until the end.</summary>
    protected override void EndProcessing() => Guard(Watch);

    private void Watch()
    {
        // Empty pipeline input selects nothing, not everything.
        bool isById = ParameterSetName == "Id" || MyInvocation.ExpectingInput;
        EventSelection selection = new()
        {
            Name = Name is null ? null : new NamePatterns(Name).Matches,
            FollowChildren = FollowChildren,
            Kinds = Kind,
            FailedOnly = Failed,
            IncludeKernelThreads = IncludeKernelThread,
        };
        if (Path is not null)
        {
            if (Session is not null) ThrowTerminatingError(Errors.SessionOfRecording());
            Replay(isById ? selection with { Ids = [.. _ids.Distinct()] } : selection, Path);
            return;
        }

        VmonSession session = Resolve(Session);
        ProcessIdentity[] targets = [.. _ids.Select(id => Find(session, id)).OfType<ProcessIdentity>().Distinct()];
        if (isById && targets.Length == 0) return;
        if (isById) selection = selection with { Targets = targets };
        using EventWatch? watch = session.WatchEvents(selection);
        if (watch is null) ThrowTerminatingError(Errors.EventsNotPermitted(session));
        if (watch!.Source == EventSource.ProcConnector && SessionRegistry.Current.IsFirstConnector(session)) WriteWarning(Warnings.EventsWithoutCounters());
        WriteVerbose($"Watching process events of session '{session.Name}' from {watch.Source}.");
        Write(watch);
    }

    private void Replay(EventSelection selection, string[] paths)
    {
        List<VmonRecording> recordings = [];
        try
        {
            recordings.AddRange(Open(paths));
            if (recordings.Count > 0) Replay(selection, recordings);
        }
        finally
        {
            foreach (VmonRecording recording in recordings) recording.Dispose();
        }
    }

    private void Replay(EventSelection selection, IReadOnlyList<VmonRecording> recordings)
    {
        long written = 0;
        using RecordingProgress progress = new(this, "Reading", recordings, RangeOf);
        foreach (ProcessEvent happened in VmonRecording.Events(recordings, selection, RangeOf, StopToken))
        {
            progress.Show(happened.Time);
            if (written++ == Count) return;
            WriteObject(happened);
        }
    }

    private RecordingRange RangeOf(VmonRecording recording) => RangeOf(recording, StartTime, EndTime, Duration, interval: null);

    private void Write(EventWatch watch)
    {
        long written = 0;
        foreach (IReadOnlyList<ProcessEvent> events in watch.Run(Duration, StopToken))
        {
            foreach (ProcessEvent happened in events)
            {
                if (written++ == Count) break;
                WriteObject(happened);
            }

            if (_lost == 0) ReportLost(watch);
            if (written >= Count) break;
        }

        if (written == 0 && Resolved.IsStopped) ThrowTerminatingError(Errors.SessionStopped(Resolved));
        ReportLost(watch);
    }

    // At the first loss, and at the end if there were more.
    private void ReportLost(EventWatch watch)
    {
        if (watch.LostEventCount <= _lost) return;
        _lost = watch.LostEventCount;
        WriteWarning(Warnings.EventsLost(_lost, watch.Source));
    }

    private ProcessIdentity? Find(VmonSession session, int id)
    {
        ProcessIdentity? found = session.Find(id);
        if (found is null) WriteError(Errors.ProcessNotFound(id));
        return found;
    }
}
