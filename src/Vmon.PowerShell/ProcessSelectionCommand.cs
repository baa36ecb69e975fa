using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;
using Vmon.PowerShell.Syntax;

namespace Vmon.PowerShell;

/// <summary>Base class of cmdlets that select processes by id, by name or by object.</summary>
public abstract class ProcessSelectionCommand : VmonCommand
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";
    private const string InputObjectSet = "InputObject";

    // The host of jobs and remote sessions, which serializes its output.
    private const string RemoteHost = "ServerRemoteHost";

    private readonly List<ProcessReference> _references = [];
    private readonly List<string> _names = [];
    private ProcessDataSets _askedFor; // by name, not only by default
    private bool _isShortageSaid;
    private readonly HashSet<int> _replayed = [];
    private UnreadWarning? _unread;
    private NamePatterns? _units;
    private NamePatterns? _containers;

    /// <summary>Names of processes. Wildcards are permitted. A name without wildcards that no process has is an error.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProcessNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Process identifiers (PIDs). A PID that does not exist is a non-terminating error.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID", "ProcessId")]
    [ProcessIdTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>
    /// Process objects from Vmon or Get-Process. A process that reuses the PID of one of them is not selected. Also PIDs, as numbers or
    /// text, and names.
    /// </summary>
    [Parameter(ParameterSetName = InputObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ProcessReferenceTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ProcessReference[]? InputObject { get; set; }

    /// <summary>
    /// Units of systemd: 'nginx' is nginx.service. Wildcards are permitted. Selects processes whose Unit or UserUnit it is, when they start or execute a program. A unit without
    /// wildcards that no process has is an error.
    /// </summary>
    [Parameter(ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UnitCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Unit { get; set; }

    /// <summary>Names or identifiers of containers. Wildcards are permitted. A container without wildcards that no process has is an error.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Container { get; set; }

    /// <summary>Data sets to read in addition to those of the session.</summary>
    [Parameter]
    public ProcessDataSets Include { get; set; }

    /// <summary>The session to use, by name or as an object. The default session if not specified.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Collects the pipeline input.</summary>
    protected override void ProcessRecord()
    {
        if (Name is not null) _names.AddRange(Name);
        if (Id is not null) _references.AddRange(Id.Select(id => new ProcessReference(id)));
        foreach (ProcessReference reference in InputObject ?? [])
        {
            if (reference.Fault is not null) WriteError(Errors.ProcessNotIdentified(reference));
            else if (reference.Name is string name) _names.Add(name);
            else _references.Add(reference);
        }
    }

    /// <summary>Opens a watch of the collected processes, unless none exists.</summary>
    protected override void EndProcessing() => Guard(Watch);

    private void Watch()
    {
        IsEverything = _names.Count == 0 && _references.Count == 0 && Unit is null && Container is null;
        _units = Unit is null ? null : new NamePatterns(Unit.Select(UnitName.Complete));
        _containers = Container is null ? null : new NamePatterns(Container);

        // Empty pipeline input selects nothing, not everything.
        if (IsEverything && (MyInvocation.ExpectingInput || ParameterSetName != NameSet)) return;

        if (RecordingPaths is { } paths)
        {
            if (Session is not null) ThrowTerminatingError(Errors.SessionOfRecording());
            Replay(paths);
            return;
        }

        VmonSession session = Resolve(Session);
        NamePatterns? names = _names.Count > 0 ? new NamePatterns(_names) : null;
        ProcessIdentity[] targets = [.. _references.Select(reference => Find(session, reference)).OfType<ProcessIdentity>().Distinct()];
        if (_references.Count > 0 && names is null && targets.Length == 0) return;

        ProcessSelection selection = Selected(names) with { Targets = IsEverything ? null : targets };
        Asked = NamedProperties.After(MyInvocation, isSent: Host.Name == RemoteHost);
        ProcessDataSets usual = DataSetsOf(session);
        DataSets = usual | Include | (WritesSamples ? Asked.ToRead : Asked.Named);
        _askedFor = Include | Asked.Named | ((IsEverything ? session.DataSets : usual) & ~ProcessDataSets.Default);
        using ProcessWatch watch = session.Watch(Watched(selection), DataSets, IsExact, TakesSeveral);
        ListenTo(watch);
        long missed = session.MissedSampleCount;
        WriteVerbose(Verbose.Begins(session, DataSets) + (LeavesOutKernelThreads ? Verbose.LeavesOutKernelThreads : ""));
        try
        {
            Process(session, watch, names);
            WriteVerbose(Verbose.Ends(session, SampleCount(watch), missed));
            WarnOfUnread();
        }
        finally
        {
            _unread!.End(IsSilent);
        }
    }

    private ProcessSelection Selected(NamePatterns? names) => new()
    {
        Name = names is null ? null : names.Matches,
        Unit = _units is null ? null : _units.Matches,
        Container = _containers is null ? null : _containers.Matches,
        FollowChildren = FollowsChildren,
        IncludeThreads = IncludesThreads,
    };

    /// <summary>Reports names, units and containers that no process has.</summary>
    private protected void WriteMissing(NamePatterns? names)
    {
        foreach (string name in names?.Missing ?? []) WriteError(Errors.ProcessNotFound(name));
        foreach (string unit in _units?.Missing ?? []) WriteError(Errors.UnitNotFound(unit));
        foreach (string container in _containers?.Missing ?? []) WriteError(Errors.ContainerNotFound(container));
    }

    // A process is missing if none of the recordings has it.
    private void Replay(string[] paths)
    {
        NamePatterns? names = _names.Count > 0 ? new NamePatterns(_names) : null;
        int[] ids = [.. _references.Where(reference => reference.Identity is null).Select(reference => reference.Id).Distinct()];
        ProcessSelection selection = Selected(names) with
        {
            Targets = IsEverything ? null : [.. _references.Select(reference => reference.Identity).OfType<ProcessIdentity>()],
            Ids = IsEverything ? null : ids,
        };
        Asked = NamedProperties.After(MyInvocation, isSent: Host.Name == RemoteHost);
        bool isReplayed = false;
        foreach (VmonRecording recording in Open(paths))
            using (recording) isReplayed |= Replay(recording, selection);
        if (StopToken.IsCancellationRequested || !isReplayed) return;

        WriteMissing(names);
        foreach (int id in ids)
            if (!_replayed.Contains(id)) WriteError(Errors.ProcessNotFound(id));
    }

    private bool Replay(VmonRecording recording, ProcessSelection selection)
    {
        if (NeedsFiles && !recording.DataSets.HasFlag(ProcessDataSets.Files))
        {
            WriteError(Errors.FilesNotRecorded(recording));
            return false;
        }

        if (IncludesThreads && !recording.HasThreads) WriteWarning(Warnings.ThreadsNotRecorded(recording));
        try
        {
            bool isReplayed = TryReplay(recording, selection);
            if (isReplayed) WarnOfUnread();
            return isReplayed;
        }
        finally
        {
            _unread?.End(IsSilent);
        }
    }

    /// <summary>Opens a watch of a range of a recording.</summary>
    private protected ProcessWatch Open(VmonRecording recording, ProcessSelection asked, RecordingRange range)
    {
        ProcessWatch watch = recording.Watch(Watched(asked), range);
        HashSet<string> reported = [];
        _unread = new UnreadWarning(watch.Unread, reported.Add, hasParents: true, isExported: true, (asked, _) => Warnings.NotRecorded(recording, asked));
        return watch;
    }

    /// <summary>Notes that a recording has a process.</summary>
    private protected void NoteReplayed(ProcessSample process) => _replayed.Add(process.Id);

    /// <summary>Notes that a recording has the processes of a sample.</summary>
    private protected void NoteReplayed(ProcessWatch watch)
    {
        if (_references.Count == 0) return;
        foreach (ProcessSample process in watch.Processes())
            if (!process.HasExited) NoteReplayed(process);
    }

    /// <summary>Writes what is selected of a recording. Returns false, with an error, if nothing was recorded then.</summary>
    private protected virtual bool TryReplay(VmonRecording recording, ProcessSelection selection) => true;

    /// <summary>Directories of recordings to read instead of this machine. Null for this machine.</summary>
    private protected virtual string[]? RecordingPaths => null;

    /// <summary>Whether there is nothing to write without open files.</summary>
    private protected virtual bool NeedsFiles => false;

    /// <summary>Whether all processes are selected, none of them by id, name or object.</summary>
    private protected bool IsEverything { get; private set; }

    /// <summary>Whether it takes several samples, so that events tell what happens between them.</summary>
    private protected virtual bool TakesSeveral => false;

    /// <summary>Whether kernel threads are omitted.</summary>
    private protected virtual bool LeavesOutKernelThreads => false;

    /// <summary>Data sets read of each process.</summary>
    private protected ProcessDataSets DataSets { get; private set; }

    /// <summary>What the rest of the script uses of the output.</summary>
    private protected AskedProperties Asked { get; private set; }

    /// <summary>Whether the output is samples of processes, of which an export has all properties.</summary>
    private protected virtual bool WritesSamples => true;

    /// <summary>Whether the watch includes the parents of processes.</summary>
    private protected virtual bool HasParents => FollowsChildren;

    /// <summary>Whether descendants are included.</summary>
    private protected abstract bool FollowsChildren { get; }

    /// <summary>Whether threads are included.</summary>
    private protected virtual bool IncludesThreads => false;

    /// <summary>Whether every sample reads everything. Null for the option of the session.</summary>
    private protected virtual bool? IsExact => null;

    /// <summary>The processes to sample in order to report the requested ones.</summary>
    private protected virtual ProcessSelection Watched(ProcessSelection asked) => asked;

    /// <summary>Data sets read of each process, without -Include.</summary>
    private protected virtual ProcessDataSets DataSetsOf(VmonSession session) => session.DataSets;

    /// <summary>Number of samples taken.</summary>
    private protected virtual long SampleCount(ProcessWatch watch) => watch.SampleNumber;

    /// <summary>Takes samples and writes output.</summary>
    private protected abstract void Process(VmonSession session, ProcessWatch watch, NamePatterns? names);

    /// <summary>Reports what was not found or denied in the first sample.</summary>
    private protected virtual void Report(ProcessWatch watch, NamePatterns? names)
    {
        WriteMissing(names);
        if (watch.Denied(_askedFor) is { Processes: > 0 } denied && SessionRegistry.Current.IsFirstDenial(Resolved))
            WriteWarning(Warnings.Denied(denied, Resolved));
        if (TakesSeveral && _askedFor.HasFlag(ProcessDataSets.Network)) ReportNetwork(watch.NetworkSource);
        if (watch.UnreadFiles() is var unread && SessionRegistry.Current.IsFirstUnread(Resolved, unread)) WriteWarning(Warnings.Unread(Resolved, unread));
        ReportShortage(watch);
    }

    /// <summary>The sample that was passed for a process. Null if it was not passed as an object.</summary>
    private protected ProcessSample? Given(ProcessIdentity identity) => _references.Find(reference => reference.Identity == identity)?.Sample;

    /// <summary>A sample as the cmdlet writes it. ConvertTo-Json would truncate the chain of its parents.</summary>
    private protected ProcessSample Shown(ProcessSample process) =>
        Asked is { Exported: AskedProperties.Flat, IsParent: false } ? process.Flat() : process;

    /// <summary>Warns of properties that the rest of the pipeline used so far and that were not read.</summary>
    private protected void WarnOfUnread()
    {
        foreach (string warning in _unread?.Take() ?? []) WriteWarning(warning);
    }

    /// <summary>Notes which unread properties of the samples of a watch are used.</summary>
    private protected void ListenTo(ProcessWatch watch)
    {
        SessionRegistry sessions = SessionRegistry.Current;
        VmonSession session = Resolved;
        _unread = new UnreadWarning(watch.Unread, property => sessions.IsFirstUnread(session, property), HasParents, WritesSamples && Asked.Exported != ProcessDataSets.None);
    }

    /// <summary>Warns once that the last sample ran out of descriptors.</summary>
    private protected void ReportShortage(ProcessWatch watch)
    {
        if (!watch.HasRunShort || _isShortageSaid) return;
        _isShortageSaid = true;
        WriteWarning(Warnings.HasRunShort(Resolved));
    }

    /// <summary>Warns that not all open files were listed.</summary>
    private protected void ReportCutFiles(ProcessWatch watch)
    {
        if (watch.CutFiles() is { Processes: > 0 } cut) WriteWarning(Warnings.FilesCut(cut));
    }

    /// <summary>Reports denied files as errors for processes that were specified individually.</summary>
    private protected void ReportDeniedFiles(ProcessWatch watch)
    {
        if (_references.Count == 0) return;
        HashSet<int> asked = [.. _references.Select(reference => reference.Id)];
        foreach (ProcessSample process in watch.Processes())
            if (asked.Contains(process.Id) && process.FileCount is null && process.Denied.HasFlag(ProcessDataSets.Files)) WriteError(Errors.FilesDenied(process, Resolved));
    }

    /// <summary>Reports that no process has the PID, or that another process reuses it.</summary>
    private protected virtual void ReportGone(VmonSession session, ProcessReference reference, bool isReplaced) =>
        WriteError(isReplaced ? Errors.ProcessReplaced(reference)
            : session.IsHidden(reference.Id) ? Errors.ProcessHidden(reference.Id, session)
            : session.IsUnreadable(reference.Id) ? Errors.ProcessUnreadable(reference.Id, session)
            : Errors.ProcessNotFound(reference.Id));

    private bool IsSilent => (MyInvocation.BoundParameters.TryGetValue("WarningAction", out object? action) ? action : GetVariableValue("WarningPreference"))
        is ActionPreference.SilentlyContinue or ActionPreference.Ignore;

    private ProcessIdentity? Find(VmonSession session, ProcessReference reference)
    {
        ProcessIdentity? found = session.Find(reference.Id);
        ReferenceMatch match = found is null ? ReferenceMatch.Another : reference.Match(found.Value, session);
        if (match == ReferenceMatch.Unclear) WriteError(Errors.StartUnclear(reference));
        else if (match == ReferenceMatch.Another) ReportGone(session, reference, isReplaced: found is not null);
        return match == ReferenceMatch.Meant ? found : null;
    }
}
