using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Messages;

/// <summary>The progress bar of reading a range of a recording, if it takes longer than a second.</summary>
internal sealed class RecordingProgress : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);

    private readonly Cmdlet _command;
    private readonly string _activity;
    private readonly VmonRecording _recording;
    private readonly DateTimeOffset _start;
    private readonly DateTimeOffset _end;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = TimeSpan.FromSeconds(1);
    private bool _isShown;

    internal RecordingProgress(Cmdlet command, string verb, VmonRecording recording, RecordingRange range)
        : this(command, verb, [recording], _ => range)
    {
    }

    /// <summary>Of several recordings that are read together.</summary>
    internal RecordingProgress(Cmdlet command, string verb, IReadOnlyList<VmonRecording> recordings, Func<VmonRecording, RecordingRange> range)
    {
        (_command, _recording) = (command, recordings[0]);
        string what = recordings.Count == 1 ? $"'{PrintableText.Of(_recording.Path)}'" : string.Create(CultureInfo.InvariantCulture, $"{recordings.Count} recordings");
        _activity = $"{verb} {what}";
        _start = recordings.Min(recording => Later(range(recording).Start, recording.StartTime));
        _end = recordings.Max(recording => Earlier(range(recording).End, recording.EndTime));
    }

    /// <summary>Shows how far it is, a few times a second.</summary>
    internal void Show(DateTimeOffset time) => Show(time, "");

    /// <summary>Shows how far a part of it is.</summary>
    internal void Show(DateTimeOffset time, string part)
    {
        TimeSpan elapsed = _clock.Elapsed;
        if (elapsed < _next) return;
        _next = elapsed + Step;
        _isShown = true;
        double done = _end > _start ? Math.Clamp((time - _start) / (_end - _start), 0, 1) : 0;
        string status = _recording.ToHostTime(time).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
        _command.WriteProgress(new ProgressRecord(0, _activity, part.Length == 0 ? status : $"{part}: {status}")
        {
            PercentComplete = (int)(100 * done),
            SecondsRemaining = part.Length == 0 && done > 0 ? (int)double.Clamp(elapsed.TotalSeconds * (1 - done) / done, 0, int.MaxValue) : -1,
        });
    }

    /// <summary>Removes it.</summary>
    public void Dispose()
    {
        if (_isShown) _command.WriteProgress(new ProgressRecord(0, _activity, "Completed") { RecordType = ProgressRecordType.Completed });
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one ?? default : other.Value;

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset? other) => one < other || other is null ? one ?? default : other.Value;
}
