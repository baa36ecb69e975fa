using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Messages;

/// <summary>The progress bar of a wait that takes longer than a second.</summary>
internal sealed class WaitProgress(Cmdlet command, ScriptBlock? until, TimeSpan? timeout)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly string _activity = until is null ? "Waiting for processes to exit" : $"Waiting for processes to meet the condition {ProcessText.Of(until)}";
    private int _done;
    private bool _isShown;

    /// <summary>Whether <see cref="Show"/> was called.</summary>
    internal bool IsBegun { get; private set; }

    internal void Show(ProcessWait wait, int done)
    {
        IsBegun = true;
        _done += done;
        TimeSpan elapsed = _clock.Elapsed;
        if (wait.Pending.Count == 0 || elapsed < Silence) return;
        _isShown = true;
        command.WriteProgress(new ProgressRecord(0, _activity, $"{wait.Pending.Count} of {wait.Pending.Count + _done} remaining: {ProcessText.Of(wait.Pending)}")
        {
            PercentComplete = 100 * _done / (_done + wait.Pending.Count),
            SecondsRemaining = timeout is { } limit ? (int)double.Clamp((limit - elapsed).TotalSeconds, 0, int.MaxValue) : -1,
        });
    }

    internal void Complete()
    {
        if (_isShown) command.WriteProgress(new ProgressRecord(0, _activity, "Completed") { RecordType = ProgressRecordType.Completed });
    }
}

/// <summary>Every verbose message of the cmdlets: one at the beginning and one at the end of a command.</summary>
internal static class Verbose
{
    internal const string LeavesOutKernelThreads = " Kernel threads are left out; -IncludeKernelThread includes them.";

    internal static string Begins(VmonSession session, Enum dataSets) => string.Create(
        CultureInfo.InvariantCulture,
        $"Sampling {session.ProcRoot} in session '{session.Name}', data sets {dataSets}. Up to {session.DescriptorBudget} descriptor(s) stay open between samples.");

    internal static string Ends(VmonSession session, long samples, long missedBefore) => string.Create(
        CultureInfo.InvariantCulture,
        $"Took {samples} sample(s) and missed {session.MissedSampleCount - missedBefore}. Session '{session.Name}' has {session.OpenDescriptorCount} open descriptor(s).");

    internal static string Stopped(VmonSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"Stopped session '{session.Name}'. It took {session.SampleCount} sample(s) and missed {session.MissedSampleCount}.");
}
