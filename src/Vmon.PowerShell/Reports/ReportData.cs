namespace Vmon.PowerShell.Reports;

/// <summary>The machine and its processes over time, for a page.</summary>
/// <param name="keepsArguments">Whether command lines keep their arguments.</param>
internal sealed class ReportData(bool keepsArguments) : IReport
{
    public ProcessDataSets DataSets => ProcessDataSets.None;

    public bool TakesMachine => true;

    public bool TakesProcesses => true;

    public bool IsEmpty => Machine.Timeline.Samples == 0 && Processes.Timeline.Samples == 0;

    internal MachineHistory Machine { get; } = new();

    internal ProcessHistory Processes { get; } = new(keepsArguments);

    /// <summary>Time of the first sample.</summary>
    internal DateTimeOffset Start => Buckets.Min(static bucket => bucket.First);

    /// <summary>Time of the last sample.</summary>
    internal DateTimeOffset End => Buckets.Max(static bucket => bucket.Last);

    private IEnumerable<TimeBucket> Buckets => Machine.Timeline.Buckets.Concat(Processes.Timeline.Buckets);

    public void AddMachine(object sample) => Machine.Add(sample);

    public void Add(IReadOnlyCollection<ProcessReading> readings, DateTimeOffset time, TimeSpan? interval) => Processes.Add(readings, time, interval);

    public void Write(ReportFacts facts, Stream stream, CancellationToken cancellation) => ReportPage.Write(this, facts, stream, cancellation);
}
