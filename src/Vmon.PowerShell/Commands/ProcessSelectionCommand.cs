using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>A cmdlet that is about some processes: by id, by name, by object, or all.</summary>
public abstract class ProcessSelectionCommand : VmonCommand
{
    private const string NameSet = "Name";
    private const string IdSet = "Id";
    private const string InputObjectSet = "InputObject";

    private readonly List<ProcessReference> _references = [];
    private readonly List<string> _names = [];
    private bool _isShortageSaid;
    private UnreadWarning? _unread;

    /// <summary>Names of processes, with wildcards. A name that no process has is an error, unless it has wildcards.</summary>
    [Parameter(ParameterSetName = NameSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ProcessName")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProcessNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Ids of processes. One that no process has is an error; the others are told all the same.</summary>
    [Parameter(ParameterSetName = IdSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PID", "ProcessId")]
    [ProcessIdTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>
    /// Process objects, of this module or of Get-Process: exactly these are meant, not another with the same id. From the pipeline also ids,
    /// as numbers or as text, and names.
    /// </summary>
    [Parameter(ParameterSetName = InputObjectSet, Mandatory = true, ValueFromPipeline = true)]
    [ProcessReferenceTransformation]
    [ArgumentCompleter(typeof(ProcessIdCompleter))]
    [ValidateNotNullOrEmpty]
    public ProcessReference[]? InputObject { get; set; }

    /// <summary>What to read beside the session's data sets.</summary>
    [Parameter]
    public ProcessDataSets Include { get; set; }

    /// <summary>The session to use, by name or as an object; the default one where none is named.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNull]
    public SessionReference? Session { get; set; }

    /// <summary>Collects what the pipeline brings.</summary>
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

    /// <summary>Begins a watch over what was collected, unless nothing of it is there.</summary>
    protected override void EndProcessing() => Guard(Watch);

    private void Watch()
    {
        IsEverything = _names.Count == 0 && _references.Count == 0;

        // An empty pipeline means nothing, not everything.
        if (IsEverything && (MyInvocation.ExpectingInput || ParameterSetName != NameSet)) return;

        VmonSession session = Resolve(Session);
        NamePatterns? names = _names.Count > 0 ? new NamePatterns(_names) : null;
        ProcessIdentity[] targets = [.. _references.Select(reference => Find(session, reference)).OfType<ProcessIdentity>().Distinct()];
        if (!IsEverything && names is null && targets.Length == 0) return;

        ProcessSelection selection = new()
        {
            Targets = IsEverything ? null : targets,
            Name = names is null ? null : names.Matches,
            FollowChildren = FollowsChildren,
            IncludeThreads = IncludesThreads,
        };
        DataSets = DataSetsOf(session) | Include | NamedProperties.After(MyInvocation);
        using ProcessWatch watch = session.Watch(Watched(selection), DataSets, IsExact);
        ListenTo(watch);
        long missed = session.MissedSampleCount;
        WriteVerbose(Verbose.Begins(session, DataSets) + (LeavesOutKernelThreads ? Verbose.LeavesOutKernelThreads : ""));
        Process(session, watch, names);
        WriteVerbose(Verbose.Ends(session, SampleCount(watch), missed));
        WarnOfUnread();
        if (IsSilent) return;
        SessionRegistry sessions = SessionRegistry.Current;
        _unread!.TellLater(Host, property => sessions.IsFirstLateUse(session, property));
    }

    /// <summary>Whether all processes are asked for, none of them by id, name or object.</summary>
    private protected bool IsEverything { get; private set; }

    /// <summary>Whether the threads of the kernel are left out.</summary>
    private protected virtual bool LeavesOutKernelThreads => false;

    /// <summary>What is read of each process.</summary>
    private protected ProcessDataSets DataSets { get; private set; }

    /// <summary>Whether descendants are included.</summary>
    private protected abstract bool FollowsChildren { get; }

    /// <summary>Whether threads are included.</summary>
    private protected virtual bool IncludesThreads => false;

    /// <summary>Whether everything is read at every sample; null for what the session does.</summary>
    private protected virtual bool? IsExact => null;

    /// <summary>Which processes it takes to tell about those that were asked for.</summary>
    private protected virtual ProcessSelection Watched(ProcessSelection asked) => asked;

    /// <summary>What is read of each process, beside -Include.</summary>
    private protected virtual ProcessDataSets DataSetsOf(VmonSession session) => session.DataSets;

    /// <summary>How many samples were taken.</summary>
    private protected virtual long SampleCount(ProcessWatch watch) => watch.SampleNumber;

    /// <summary>Samples, and writes.</summary>
    private protected abstract void Process(VmonSession session, ProcessWatch watch, NamePatterns? names);

    /// <summary>Says what the first sample did not find or was refused.</summary>
    private protected virtual void Report(ProcessWatch watch, NamePatterns? names)
    {
        foreach (string name in names?.Missing ?? []) WriteError(Errors.ProcessNotFound(name));
        if (watch.Denied() is { Processes: > 0 } denied && SessionRegistry.Current.IsFirstDenial(Resolved))
            WriteWarning(Warnings.Denied(denied));
        if (watch.UnreadFiles() is var unread && SessionRegistry.Current.IsFirstUnread(Resolved, unread)) WriteWarning(Warnings.Unread(Resolved, unread));
        ReportShortage(watch);
    }

    /// <summary>Says which properties the rest of the pipeline has asked for so far, and were not read.</summary>
    private protected void WarnOfUnread()
    {
        if (_unread?.Take() is string warning) WriteWarning(warning);
    }

    /// <summary>The samples that are asked come from this watch.</summary>
    private protected void ListenTo(ProcessWatch watch) => _unread = new UnreadWarning(watch.Unread);

    /// <summary>Says, once, that descriptors ran out in the last sample.</summary>
    private protected void ReportShortage(ProcessWatch watch)
    {
        if (!watch.HasRunShort || _isShortageSaid) return;
        _isShortageSaid = true;
        WriteWarning(Warnings.HasRunShort(Resolved));
    }

    /// <summary>Says that not all open files were listed.</summary>
    private protected void ReportCutFiles(ProcessWatch watch)
    {
        if (watch.CutFiles() is { Processes: > 0 } cut) WriteWarning(Warnings.FilesCut(cut));
    }

    /// <summary>Of processes that were named one by one, a refusal is an error, not only a warning.</summary>
    private protected void ReportDeniedFiles(ProcessWatch watch)
    {
        if (_references.Count == 0) return;
        HashSet<int> asked = [.. _references.Select(reference => reference.Id)];
        foreach (ProcessSample process in watch.Processes())
            if (asked.Contains(process.Id) && process.FileCount is null && process.Denied.HasFlag(ProcessDataSets.Files)) WriteError(Errors.FilesDenied(process));
    }

    /// <summary>Says that nobody has the id, or that another one has it than who is meant.</summary>
    private protected virtual void ReportGone(VmonSession session, ProcessReference reference, bool isReplaced) =>
        WriteError(isReplaced ? Errors.ProcessReplaced(reference)
            : session.IsHidden(reference.Id) ? Errors.ProcessHidden(reference.Id)
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
