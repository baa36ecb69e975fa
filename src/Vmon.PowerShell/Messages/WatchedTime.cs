using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell.Messages;

/// <summary>The progress bar of a watch of known length, if it takes longer than a second.</summary>
internal sealed class WatchedTime(Cmdlet command, TimeSpan duration) : IDisposable
{
    private const string Activity = "Watching for the report";

    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private bool _isShown;

    /// <summary>Shows how much time is left.</summary>
    internal void Show()
    {
        TimeSpan elapsed = _clock.Elapsed;
        if (elapsed < Silence || elapsed > duration) return;
        _isShown = true;
        command.WriteProgress(new ProgressRecord(0, Activity, string.Create(CultureInfo.InvariantCulture, $"{elapsed:hh\\:mm\\:ss} of {duration:hh\\:mm\\:ss}"))
        {
            PercentComplete = (int)(100 * elapsed / duration),
            SecondsRemaining = (int)double.Clamp((duration - elapsed).TotalSeconds, 0, int.MaxValue),
        });
    }

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        if (_isShown) command.WriteProgress(new ProgressRecord(0, Activity, "Completed") { RecordType = ProgressRecordType.Completed });
    }
}
