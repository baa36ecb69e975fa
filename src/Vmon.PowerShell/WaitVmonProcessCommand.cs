using System.Management.Automation;
using System.Reflection;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Syntax;

namespace Vmon.PowerShell;

/// <summary>Wait-VmonProcess: waits for processes to exit, or to meet a condition.</summary>
[Cmdlet(VerbsLifecycle.Wait, "VmonProcess", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class WaitVmonProcessCommand : ProcessSelectionCommand
{
    // With -Any, an exit before the condition is reported only if no other process is left.
    private readonly List<WaitedProcess> _ended = [];
    private ProcessSelection _asked = ProcessSelection.Nothing;
    private long _samples;
    private bool _isDone;

    /// <summary>
    /// Condition to wait for, evaluated on each sample ($_) from the second sample of a process on, when its rates are known. With
    /// -FollowChildren, properties such as CpuPercent and IoRead are totals of the process tree.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public ScriptBlock? Until { get; set; }

    /// <summary>Time for which the condition must be true at every sample: seconds, '10s', or a TimeSpan.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? For { get; set; }

    /// <summary>Accepts an exit as well as the condition of -Until. Without -Until, the cmdlet always waits for exit.</summary>
    [Parameter]
    public SwitchParameter Exit { get; set; }

    /// <summary>Stops waiting as soon as one process exits or meets the condition.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>Waits for the whole tree of each process, including descendants that start later.</summary>
    [Parameter]
    public SwitchParameter FollowChildren { get; set; }

    /// <summary>
    /// Time from one sample to the next: seconds, '500ms', or a TimeSpan. That of the session if not specified. An exit is detected at
    /// once.
    /// </summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Maximum time to wait before reporting a timeout error: seconds, '5m', or a TimeSpan.</summary>
    [Parameter]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Writes the last sample of each process that exited or met the condition. A process that exited has its exit code or signal, if known.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Waits, and reports processes that exited before they met the condition.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (!_isDone && !StopToken.IsCancellationRequested) _ended.ForEach(Report);
    }

    private protected override bool FollowsChildren => FollowChildren;

    private protected override ProcessDataSets DataSetsOf(VmonSession session) =>
        session.DataSets | (Until is null ? ProcessDataSets.None : NamedProperties.In(Until.Ast));

    private bool IsEndEnough => Until is null || Exit;

    private protected override ProcessSelection Watched(ProcessSelection asked) => _asked = asked;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        if (_asked.IsEverything && (Until is null || !Any)) ThrowTerminatingError(Errors.NothingToWaitFor());
        if (For is not null && Until is null) ThrowTerminatingError(Errors.ForWithoutUntil());
        if (Until is not null && NamedProperties.FirstUnknown(Until) is string unknown) ThrowTerminatingError(Errors.PropertyNotFound(Until, unknown));
        if (_isDone) return;
        bool isByProperty = _asked.Name is not null || _asked.Unit is not null || _asked.Container is not null;
        if (isByProperty) watch.Sample();

        // Only processes that have the name now, not those that start later.
        IEnumerable<ProcessIdentity>? targets = !isByProperty ? _asked.Targets
            : watch.Processes().Where(_asked.Takes).Select(process => process.Identity).Union(_asked.Targets ?? []);
        ProcessSelection selection = _asked with { Name = null, Unit = null, Container = null, Targets = targets?.Where(target => CanWaitFor(session, target)).ToArray() };
        using ProcessWait wait = new(session, selection, DataSets, Until is null ? null : Holds, findsStatus: PassThru) { HoldFor = For ?? TimeSpan.Zero };
        watch.Dispose();
        ListenTo(wait.Watch);
        try
        {
            Wait(session, wait, names);
        }
        catch (ObjectDisposedException) when (session.IsStopped)
        {
            ThrowTerminatingError(Errors.SessionStopped(session));
        }

        _samples = wait.Watch.SampleNumber;
    }

    private protected override long SampleCount(ProcessWatch watch) => _samples;

    private protected override void ReportGone(VmonSession session, ProcessReference reference, bool isReplaced)
    {
        if (reference.IsElsewhere || (reference.Sample is not null && !session.IsLocal)) WriteError(Errors.ProcessElsewhere(reference));
        else if (reference.IsIdAlone) base.ReportGone(session, reference, isReplaced);
        else Settle(new WaitedProcess(reference.Identity ?? new ProcessIdentity(reference.Id, 0), reference.Sample, WaitOutcome.Exited));
    }

    private void Wait(VmonSession session, ProcessWait wait, NamePatterns? names)
    {
        WaitProgress progress = new(this, Until, Timeout);
        foreach (IReadOnlyList<WaitedProcess> news in wait.Run(Interval ?? session.Interval, Timeout, StopToken))
        {
            if (wait.Watch.SampleNumber == 1 && !progress.IsBegun) Report(wait.Watch, names);
            progress.Show(wait, news.Count);
            foreach (WaitedProcess process in news) Settle(process);
            if (_isDone) break;
        }

        progress.Complete();
        if (!_isDone && !StopToken.IsCancellationRequested && wait.Pending.Count > 0) ReportTimeout(wait.Pending);
    }

    private void Settle(WaitedProcess process)
    {
        if (_isDone) return;
        bool isEnough = process.Outcome == WaitOutcome.Met || IsEndEnough;
        _isDone = isEnough && Any;
        if (isEnough || !Any) Report(process);
        else if (!_asked.IsEverything) _ended.Add(process);
    }

    private void Report(WaitedProcess process)
    {
        if (process.Outcome == WaitOutcome.Exited && !IsEndEnough) WriteError(Errors.ExitedBeforeCondition(process, Until!));
        else if (PassThru && (process.Last ?? Given(process.Identity)) is { } last) WriteObject(last);
    }

    private void ReportTimeout(IReadOnlyCollection<WaitedProcess> late)
    {
        if (Any && late.Count > 1) WriteError(Errors.NoneInTime(Timeout!.Value, late, Until));
        else foreach (WaitedProcess process in late) WriteError(Errors.WaitTimedOut(Timeout!.Value, process, Until));
    }

    private bool CanWaitFor(VmonSession session, ProcessIdentity target)
    {
        bool isItself = Until is null && session.IsLocal && target.Id == Environment.ProcessId;
        if (isItself) WriteError(Errors.WaitForItself(target.Id));
        return !isItself;
    }

    private bool Holds(ProcessTreeNode node) =>
        LanguagePrimitives.IsTrue(Until!.InvokeWithContext(null, [new PSVariable("_", FollowChildren ? TreeSample.Of(node) : node)]));
}

/// <summary>
/// The sample of a process with the totals of its tree in place of its own values: CpuPercent equals TreeCpuPercent. Properties without a
/// total, such as State, are those of the process.
/// </summary>
internal static class TreeSample
{
    private const string Prefix = "Tree";

    private static readonly PropertyInfo[] Totals =
        [.. typeof(ProcessTreeNode).GetProperties().Where(property => property.Name.StartsWith(Prefix, StringComparison.Ordinal))];

    internal static PSObject Of(ProcessTreeNode node)
    {
        PSObject sample = PSObject.AsPSObject(node);
        foreach (PropertyInfo total in Totals) Set(sample, total.Name[Prefix.Length..], total.GetValue(node));
        Set(sample, nameof(ProcessSample.IoReadRate), PerSecond(node.TreeIoRead, node.Interval));
        Set(sample, nameof(ProcessSample.IoWriteRate), PerSecond(node.TreeIoWrite, node.Interval));
        return sample;
    }

    private static double? PerSecond(long? bytes, TimeSpan? elapsed) => elapsed > TimeSpan.Zero ? bytes / elapsed.Value.TotalSeconds : null;

    private static void Set(PSObject sample, string name, object? value) => sample.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
}
