using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>A cmdlet that samples once, or twice where rates are asked for, and writes the last of them.</summary>
public abstract class SnapshotCommand : ProcessSelectionCommand
{
    /// <summary>Samples twice, so long apart, so that rates and CPU per cent are known: seconds, '500ms', or a time span.</summary>
    [Parameter]
    [Alias("SampleInterval")]
    [SecondsTransformation]
    [ValidatePositive]
    public TimeSpan? Interval { get; set; }

    private protected sealed override void Process(VmonSession session, ProcessWatch watch, NamePatterns? names)
    {
        int samples = Interval is null ? 1 : 2;
        foreach (long sample in Run(watch, new SampleSchedule(Interval ?? session.Interval, samples), firstWritten: samples))
        {
            if (sample == 1) Report(watch, names);
            ReportShortage(watch);
            if (sample == samples) Write(watch);
        }
    }

    /// <summary>Writes the last sample.</summary>
    private protected abstract void Write(ProcessWatch watch);

    /// <summary>Writes an object under a further name of its type, by which the views know whether rates are to be expected.</summary>
    private protected void WriteSample(object item)
    {
        PSObject sample = PSObject.AsPSObject(item);
        sample.TypeNames.Insert(0, sample.TypeNames[0] + (Interval is null ? "#Snapshot" : "#Interval"));
        WriteObject(sample);
    }
}
