using System.Management.Automation;
using System.Runtime.Versioning;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Reports;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell;

/// <summary>Export-VmonReport: writes a recording, a watch or the samples of a pipeline as one page with charts, or one property as a picture.</summary>
[Cmdlet(VerbsData.Export, "VmonReport", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
[SupportedOSPlatform("linux")]
public sealed class ExportVmonReportCommand : VmonCommand
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";
    private const string InputObjectSet = "InputObject";

    private string _path = "";
    private IReport? _report;
    private PipelineSamples? _samples;
    private string? _machine;
    private bool _isMixedSaid;

    /// <summary>The file to write: a page if it ends with .html, a picture if it ends with .svg.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Names of processes. Wildcards are permitted. All processes if not specified.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Alias("ProcessName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProcessNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Process identifiers (PIDs). A PID that does not exist is a non-terminating error.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true)]
    [Alias("PID", "ProcessId")]
    [ProcessIdTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Samples of processes and of the machine, from Watch-VmonProcess and Watch-VmonSystem. Those of a job, a file or another computer are accepted too.</summary>
    [Parameter(ParameterSetName = InputObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Units of systemd: 'nginx' is nginx.service. Wildcards are permitted.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UnitCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Unit { get; set; }

    /// <summary>Names or identifiers of containers. Wildcards are permitted.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Container { get; set; }

    /// <summary>Includes descendants, including descendants that start later.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>Directory of a recording to read instead of this machine. Wildcards are permitted, if one recording matches.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? RecordingPath { get; set; }

    /// <summary>First time of the samples in the recording: '03:10', '2026-11-28 03:10', or a DateTime. Its beginning if not specified.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [RecordingTimeTransformation]
    public RecordingTime? StartTime { get; set; }

    /// <summary>Last time of the samples in the recording. Its end if not specified.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [RecordingTimeTransformation]
    public RecordingTime? EndTime { get; set; }

    /// <summary>Time to watch: seconds, '5m', or a TimeSpan. A minute if not specified; of a recording, all of the range.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Duration { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a TimeSpan. That of the session if not specified; of a recording, every sample.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Data sets to read in addition to those of the session, such as Network for the traffic of processes.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    public ProcessDataSets Include { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>The property that a picture shows: of processes if some are selected, otherwise of the machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Property { get; set; }

    /// <summary>Leaves out the arguments of command lines, which may be secret.</summary>
    [Parameter]
    public SwitchParameter ExcludeArgument { get; set; }

    /// <summary>Replaces an existing regular file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Verifies the file and the property before anything is sampled.</summary>
    protected override void BeginProcessing()
    {
        _path = FileSystemPath(Path);
        VerifyTarget(_path, Force);
        VerifyFormat();
        if (IsPipeline) return;
        bool isSelected = Id is not null || Name is not null || Unit is not null || Container is not null;
        _report = CreateReport(isOfProcesses: isSelected);
    }

    /// <summary>Takes a sample of the pipeline.</summary>
    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        ProcessReading? reading = ProcessReading.Of(InputObject);
        if (reading is null && !MachineReading.Is(InputObject))
        {
            WriteError(Errors.NotASample(InputObject));
            return;
        }

        _report ??= CreateReport(isOfProcesses: reading is not null);
        _samples ??= new PipelineSamples(_report.Add);
        if (reading is not null) Take(_samples.TryAdd(reading), reading.Source);
        else AddMachine(InputObject);
    }

    /// <summary>Takes the samples of a watch or a recording, and writes the report.</summary>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(_path, "Write report")) return;
        if (IsPipeline) WritePipeline();
        else if (RecordingPath is null) Guard(Watch);
        else Replay();
    }

    // An empty pipeline is not a watch.
    private bool IsPipeline => ParameterSetName == InputObjectSet || MyInvocation.ExpectingInput;

    private bool IsPicture => System.IO.Path.GetExtension(_path).Equals(".svg", StringComparison.OrdinalIgnoreCase);

    private void VerifyFormat()
    {
        string extension = System.IO.Path.GetExtension(_path);
        bool isPage = extension.Equals(".html", StringComparison.OrdinalIgnoreCase) || extension.Equals(".htm", StringComparison.OrdinalIgnoreCase);
        if (!isPage && !IsPicture) ThrowTerminatingError(Errors.ReportFormatNotKnown(Path));
        if (isPage && Property is not null) ThrowTerminatingError(Errors.PropertyOfPage());
        if (Property is not null && NumericProperty.Find(typeof(SystemSample), Property) is null && NumericProperty.Find(typeof(ProcessSample), Property) is null)
            ThrowTerminatingError(Errors.PropertyNotCharted(Property));
    }

    // A property that only the machine has, or only processes, is that one in any case.
    private IReport CreateReport(bool isOfProcesses)
    {
        if (!IsPicture) return new ReportData(!ExcludeArgument);
        string name = Property ?? nameof(ProcessSample.CpuPercent);
        string? ofMachine = NumericProperty.Find(typeof(SystemSample), name);
        string? ofProcess = NumericProperty.Find(typeof(ProcessSample), name);
        return ofProcess is null || (ofMachine is not null && !isOfProcesses) ? new PropertyHistory(ofMachine!, isOfMachine: true) : new PropertyHistory(ofProcess, isOfMachine: false);
    }

    private void WritePipeline()
    {
        _samples?.End();
        if (_report is null or { IsEmpty: true }) WriteError(Errors.NothingToReport());
        else Save(new ReportFacts(_samples?.Source ?? _machine ?? "", "samples of a pipeline", null, TimeZone: null, DateTimeOffset.Now));
    }

    private void Take(bool isTaken, string source)
    {
        if (isTaken || _isMixedSaid) return;
        _isMixedSaid = true;
        WriteError(Errors.SamplesMixed(source, _samples?.Source ?? _machine ?? ""));
    }

    private void AddMachine(PSObject item)
    {
        string source = new MachineReading(item).Source;
        _machine ??= source;
        Take(source == _machine, source);
        if (source == _machine) _report!.AddMachine(item);
    }

    private void Watch()
    {
        VmonSession session = Resolve(Session);
        NamePatterns? names = Name is null ? null : new NamePatterns(Name);
        NamePatterns? units = UnitPatterns();
        NamePatterns? containers = Container is null ? null : new NamePatterns(Container);
        ProcessIdentity[]? targets = Id is null ? null : [.. Id.Distinct().Select(id => Find(session, id)).OfType<ProcessIdentity>()];
        if (targets is []) return;
        ProcessSelection selection = Selection(names, units, containers) with { Targets = targets };
        ProcessDataSets dataSets = session.DataSets | Include | _report!.DataSets;
        using ProcessWatch watch = session.Watch(selection, dataSets);
        using SystemWatch? machine = _report.TakesMachine ? session.WatchSystem() : null;
        TimeSpan duration = Duration ?? TimeSpan.FromMinutes(1);
        long missed = session.MissedSampleCount;
        WriteVerbose(Verbose.Begins(session, dataSets));
        using WatchedTime progress = new(this, duration);
        foreach (long _ in Run(watch, new SampleSchedule(Interval ?? session.Interval, null, duration)))
        {
            if (machine?.TrySample(StopToken) == true) _report.AddMachine(machine.Current!);
            if (_report.TakesProcesses) Add(watch, watch.SampleTime!.Value.ToLocalTime());
            progress.Show();
        }

        WriteVerbose(Verbose.Ends(session, watch.SampleNumber, missed));
        if (StopToken.IsCancellationRequested) return;
        if (!WriteMissing(names, units, containers)) Save(new ReportFacts(Environment.MachineName, $"a watch of {PrintableText.Of(session.ProcRoot)}", SelectionText(), TimeZoneInfo.Local.Id, DateTimeOffset.Now));
    }

    private void Replay()
    {
        if (Session is not null) ThrowTerminatingError(Errors.SessionOfRecording());
        VmonRecording[] recordings = [.. Open([RecordingPath!])];
        try
        {
            if (recordings.Length > 1) ThrowTerminatingError(Errors.SeveralRecordings(RecordingPath!, recordings.Length));
            if (recordings is [var recording]) Replay(recording);
        }
        finally
        {
            foreach (VmonRecording recording in recordings) recording.Dispose();
        }
    }

    private void Replay(VmonRecording recording)
    {
        RecordingRange range = RangeOf(recording, StartTime, EndTime, Duration, Interval);
        NamePatterns? names = Name is null ? null : new NamePatterns(Name);
        NamePatterns? units = UnitPatterns();
        NamePatterns? containers = Container is null ? null : new NamePatterns(Container);
        ProcessSelection selection = Selection(names, units, containers) with { Ids = Id };
        string[] known = [.. recording.Warnings];
        using RecordingProgress progress = new(this, "Reading", recording, range);
        if (_report!.TakesMachine)
        {
            using SystemWatch machine = recording.WatchSystem(SystemDataSets.Default, range);
            foreach (long _ in machine.Replay(null, StopToken))
            {
                progress.Show(machine.SampleTime!.Value, "machine");
                _report.AddMachine(machine.Current!);
            }
        }

        if (_report.TakesProcesses)
        {
            using ProcessWatch watch = recording.Watch(selection, range);
            foreach (long _ in watch.Replay(null, StopToken))
            {
                progress.Show(watch.SampleTime!.Value, "processes");
                Add(watch, recording.ToHostTime(watch.SampleTime.Value));
            }
        }

        if (StopToken.IsCancellationRequested) return;
        foreach (string damage in recording.Warnings.Except(known)) WriteWarning(Warnings.Damaged(recording, damage));
        if (_report.IsEmpty) WriteError(Errors.RangeNotRecorded(recording, range));
        else if (!WriteMissing(names, units, containers)) Save(new ReportFacts(recording.HostName ?? "", $"the recording {PrintableText.Of(recording.Path)}", SelectionText(), recording.TimeZone, DateTimeOffset.Now));
    }

    private void Add(ProcessWatch watch, DateTimeOffset time) => _report!.Add([.. watch.Processes().Select(static process => new SampleReading(process))], time, watch.SampleInterval);

    private NamePatterns? UnitPatterns() => Unit is null ? null : new NamePatterns(Unit.Select(UnitName.Complete));

    private ProcessSelection Selection(NamePatterns? names, NamePatterns? units, NamePatterns? containers) => new()
    {
        Name = names is null ? null : names.Matches,
        Unit = units is null ? null : units.Matches,
        Container = containers is null ? null : containers.Matches,
        FollowChildren = FollowChildren,
    };

    private string? SelectionText()
    {
        string[] parts =
        [
            .. Id is null ? [] : new[] { $"PID {string.Join(", ", Id)}" }, .. Name is null ? [] : new[] { $"name {string.Join(", ", Name)}" },
            .. Unit is null ? [] : new[] { $"unit {string.Join(", ", Unit)}" }, .. Container is null ? [] : new[] { $"container {string.Join(", ", Container)}" },
        ];
        return parts is [] ? null : string.Join("; ", parts) + (FollowChildren ? ", with descendants" : "");
    }

    // If nothing that was named exists, there is nothing to report.
    private bool WriteMissing(NamePatterns? names, NamePatterns? units, NamePatterns? containers)
    {
        foreach (string name in names?.Missing ?? []) WriteError(Errors.ProcessNotFound(name));
        foreach (string unit in units?.Missing ?? []) WriteError(Errors.UnitNotFound(unit));
        foreach (string container in containers?.Missing ?? []) WriteError(Errors.ContainerNotFound(container));
        return names?.IsHopeless == true || units?.IsHopeless == true || containers?.IsHopeless == true;
    }

    private ProcessIdentity? Find(VmonSession session, int id)
    {
        ProcessIdentity? found = session.Find(id);
        if (found is null) WriteError(session.IsHidden(id) ? Errors.ProcessHidden(id, session) : session.IsUnreadable(id) ? Errors.ProcessUnreadable(id, session) : Errors.ProcessNotFound(id));
        return found;
    }

    private void Save(ReportFacts facts)
    {
        try
        {
            CompleteFile.Write(_path, Force, stream => _report!.Write(facts, stream, StopToken));
            if (PassThru) WriteObject(new FileInfo(_path));
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // Stopped: nothing was left.
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(Errors.FileNotWritten(reason, _path));
        }
    }
}
