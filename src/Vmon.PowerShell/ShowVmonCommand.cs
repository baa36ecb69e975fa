using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Screen;
using Vmon.PowerShell.Screen.Details;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.Terminal;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Syntax;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell;

/// <summary>Show-Vmon: shows processes and the machine in the whole terminal, live or from a recording.</summary>
[Cmdlet(VerbsCommon.Show, "Vmon", DefaultParameterSetName = "Name")]
[OutputType(typeof(ProcessSample))]
public sealed class ShowVmonCommand : ProcessSelectionCommand, IViewActions
{
    private static readonly TimeSpan InterruptTime = TimeSpan.FromSeconds(2);

    private ProcessSelection _selection = ProcessSelection.Everything;
    private VmonSession? _session;
    private TerminalFacts? _facts;

    /// <summary>Directories of recordings to show instead of this machine. Wildcards are permitted. Of several, each is shown when the one before is quit.</summary>
    [Parameter]
    [Alias("Path")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? RecordingPath { get; set; }

    /// <summary>First time of the samples in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. The view begins there. Without it, it begins at their end.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? StartTime { get; set; }

    /// <summary>Last time of the samples in the recordings. Their end if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? EndTime { get; set; }

    /// <summary>Time from one sample to the next: seconds, '500ms', or a TimeSpan. That of the session, or of the recording, if not specified.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Writes the tagged processes when the view is quit, or the selected one if none is tagged.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string[]? RecordingPaths => RecordingPath;

    private protected override bool TakesSeveral => true;

    private protected override bool FollowsChildren => true;

    private protected override bool WritesSamples => PassThru;

    /// <summary>Verifies that there is a terminal that can show it.</summary>
    protected override void BeginProcessing()
    {
        if (!TerminalScreen.IsTerminal) ThrowTerminatingError(Errors.NoTerminal());
        _facts = TerminalFacts.From(Environment.GetEnvironmentVariable);
        if (_facts is null) ThrowTerminatingError(Errors.TerminalNotSupported(Environment.GetEnvironmentVariable("TERM")));
    }

    private protected override ProcessSelection Watched(ProcessSelection asked) => _selection = asked;

    private protected override ProcessDataSets DataSetsOf(VmonSession session) => session.DataSets | ProcessDataSets.Default;

    private protected override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        if (!IsEverything)
        {
            watch.Sample();
            WriteMissing(names);
            if (!watch.Processes().Any()) return;
        }

        _session = session;
        using WakeUp wake = new();
        using LiveFrames frames = new(session, _selection, DataSets, Interval ?? session.Interval, wake.Set);
        Show(frames, new LiveDetails(session), wake, begin: null);
    }

    private protected override bool TryReplay(VmonRecording recording, ProcessSelection selection)
    {
        using WakeUp wake = new();
        RecordingRange range = RangeOf(recording, StartTime, EndTime, null, Interval);
        using RecordedFrames frames = new(recording, Watched(selection), range, wake.Set);
        if (frames.Begin(isLast: StartTime is null, StopToken) is { } begin) Show(frames, new RecordedDetails(recording.Path), wake, begin);
        else if (!StopToken.IsCancellationRequested) WriteError(Errors.RangeNotRecorded(recording, range));

        // The view does not see all samples, so that what is missing in them is not known.
        return false;
    }

    private void Show(IFrameSource frames, IDetailReader reader, WakeUp wake, Frame? begin)
    {
        LiveView view = new(frames, new DetailLoader(reader, wake.Set), this, _facts!);
        if (begin is not null) view.Begin(begin);
        using (StopToken.Register(wake.Set))
        using (TerminalScreen? screen = TerminalScreen.Take(wake.Set))
        {
            if (screen is null) ThrowTerminatingError(Errors.NoTerminal());
            view.Run(screen!, new TerminalInput(wake), StopToken);
        }

        // As Ctrl+C in a terminal that is not raw: PowerShell stops the pipeline and the script.
        if (view.IsInterrupted)
        {
            _ = TerminalCalls.Kill(Environment.ProcessId, TerminalCalls.Interrupt);
            _ = StopToken.WaitHandle.WaitOne(InterruptTime);
        }

        if (!PassThru || StopToken.IsCancellationRequested || view.IsInterrupted) return;
        foreach (ProcessSample process in view.Chosen()) WriteObject(Shown(process));
    }

    string IViewActions.Send(Signals signal, IReadOnlyList<ProcessKey> targets, Func<ProcessKey, string> name)
    {
        if (_session is null) return "Cannot send a signal: the processes are of a recording.";
        List<string> failures = [];
        foreach (ProcessKey target in targets)
        {
            HoldStatus status = target.Thread != 0 ? HoldStatus.Failed : _session.Hold(target.Process, out HeldProcess? held) is var found and not HoldStatus.Ok ? found : Sent(held!, signal);
            if (status != HoldStatus.Ok) failures.Add($"{PrintableText.Of(name(target))}: {Reason(status, target)}");
        }

        int sent = targets.Count - failures.Count;
        string result = targets.Count == 1 && sent == 1
            ? $"Sent {SignalName.Of(signal)} to {PrintableText.Of(name(targets[0]))}."
            : string.Create(CultureInfo.InvariantCulture, $"Sent {SignalName.Of(signal)} to {sent} of {targets.Count} processes.");
        return failures.Count == 0 ? result : $"{(targets.Count == 1 ? "Cannot send " + SignalName.Of(signal) : result)} {failures[0]}{(failures.Count > 1 ? ", …" : "")}";
    }

    ScriptCondition? IViewActions.Compile(string text, out string? reason)
    {
        reason = null;
        try
        {
            // Of { … }, the block inside.
            ScriptBlock outer = InvokeCommand.NewScriptBlock(ProcessFilter.BlockOf(text));
            if (outer.Ast is ScriptBlockAst { EndBlock.Statements: [PipelineAst { PipelineElements: [CommandExpressionAst { Expression: ScriptBlockExpressionAst inner }] }] })
            {
                string block = inner.ScriptBlock.Extent.Text;
                ScriptBlock condition = InvokeCommand.NewScriptBlock(block[1..^1]);
                if (NamedProperties.FirstUnknown(condition) is not { } unknown) return new ScriptCondition(condition);
                reason = $"A process has no property {PrintableText.Of(unknown)}.";
                return null;
            }

            reason = "Specify a condition in braces: { $_.CpuPercent -gt 5 }";
        }
        catch (ParseException error)
        {
            reason = PrintableText.Of(error.Errors is [var first, ..] ? first.Message : error.Message);
        }

        return null;
    }

    private static HoldStatus Sent(HeldProcess held, Signals signal)
    {
        using (held) return held.Send(signal);
    }

    private static string Reason(HoldStatus status, ProcessKey target) => status switch
    {
        HoldStatus.Exited => "it exited.",
        HoldStatus.Replaced => "it exited, and another process reuses its process identifier.",
        HoldStatus.Denied => "permission denied.",
        HoldStatus.NotLocal => "it belongs to another PID namespace, or to a captured tree.",
        HoldStatus.Unsupported => "pidfd_open is not available.",
        _ => target.Thread != 0 ? "it is a thread." : "out of file descriptors or memory.",
    };
}
