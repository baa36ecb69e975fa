using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell;

/// <summary>Base class of cmdlets that take one sample, or two with -Interval, and write the last one.</summary>
public abstract class SnapshotCommand : ProcessSelectionCommand
{
    /// <summary>Takes two samples, this far apart, so that rates and CPU percentages are known: seconds, '500ms', or a TimeSpan.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    /// <summary>Directories of recordings to read instead of this machine. Wildcards are permitted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>Time of the sample in the recordings: '03:10', '2026-11-28 03:10', or a DateTime. The last sample if not specified.</summary>
    [Parameter]
    [RecordingTimeTransformation]
    public RecordingTime? TimeStamp { get; set; }

    private protected sealed override string[]? RecordingPaths => Path;

    private protected sealed override bool TakesSeveral => Interval is not null;

    private protected sealed override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        int samples = Interval is null ? 1 : 2;
        if (Interval is null && WritesSamples && Asked.OfInterval is { Length: > 0 } unknown) WriteWarning(Warnings.NeedsInterval(unknown));
        foreach (long sample in Run(watch, new SampleSchedule(Interval ?? session.Interval, samples), firstWritten: samples))
        {
            if (sample == 1) Report(watch, names);
            ReportShortage(watch);
            if (sample == samples) Write(watch);
        }
    }

    /// <summary>Writes the last sample.</summary>
    private protected abstract void Write(ProcessWatch watch);

    // With an interval, differences are those since the sample at its beginning.
    private protected sealed override bool TryReplay(VmonRecording recording, ProcessSelection selection)
    {
        if (RangeAt(recording, TimeStamp, Interval) is not { } range) return false;
        using ProcessWatch watch = Open(recording, selection, range);
        foreach (long _ in watch.Replay(null, StopToken))
        {
        }

        NoteReplayed(watch);
        if (!StopToken.IsCancellationRequested) Write(watch);
        return true;
    }

    /// <summary>Writes an object with an additional type name, which tells the views whether to expect rates.</summary>
    private protected void WriteSample(object item)
    {
        PSObject sample = PSObject.AsPSObject(item);
        sample.TypeNames.Insert(0, sample.TypeNames[0] + (Interval is null && Path is null ? "#Snapshot" : "#Interval"));
        WriteObject(sample);
    }
}

/// <summary>Processes with their ancestors.</summary>
internal static class ProcessLines
{
    /// <summary>The processes of a sample that meet a condition, and their ancestors, in the order of the sample.</summary>
    internal static IEnumerable<ProcessSample> Of(IReadOnlyList<ProcessSample> sample, Func<ProcessSample, bool> condition)
    {
        HashSet<ProcessSample> kept = [];
        foreach (ProcessSample process in sample.Where(condition))
            for (ProcessSample? at = process; at is not null && kept.Add(at); at = at.Parent)
            {
            }

        return sample.Where(kept.Contains);
    }
}
