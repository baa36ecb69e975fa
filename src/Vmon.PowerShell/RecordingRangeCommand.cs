using System.Management.Automation;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell;

/// <summary>Base class of cmdlets that write a range of recordings to other files.</summary>
public abstract class RecordingRangeCommand : VmonCommand
{
    private readonly List<string> _paths = [];

    /// <summary>Directories of recordings. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Directory to write to. It is created if it does not exist.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>First time of the samples: '03:10', '2026-11-28 03:10', or a DateTime. The beginning of each recording if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? StartTime { get; set; }

    /// <summary>Last time of the samples. The end of each recording if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? EndTime { get; set; }

    /// <summary>Time from one sample to the next: seconds, '5m', or a TimeSpan. Every recorded sample if not specified.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Collects the pipeline input.</summary>
    protected override void ProcessRecord() => _paths.AddRange(Path!);

    /// <summary>Writes the range of each recording.</summary>
    protected override void EndProcessing()
    {
        string destination = FileSystemPath(Destination);
        bool areSeveral = _paths.Count > 1 || _paths.Exists(WildcardPattern.ContainsWildcardCharacters);
        foreach (VmonRecording recording in Open(_paths))
        {
            using (recording)
            {
                string[] known = [.. recording.Warnings];
                Write(recording, RangeOf(recording, StartTime, EndTime, duration: null, Interval), destination, areSeveral);

                // A damaged block is found when it is read.
                foreach (string damage in recording.Warnings.Except(known)) WriteWarning(Warnings.Damaged(recording, damage));
            }

            if (StopToken.IsCancellationRequested) return;
        }
    }

    /// <summary>Writes a range.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="range">Its range.</param>
    /// <param name="destination">The directory to write to.</param>
    /// <param name="areSeveral">Whether there can be several recordings.</param>
    private protected abstract void Write(VmonRecording recording, RecordingRange range, string destination, bool areSeveral);
}
