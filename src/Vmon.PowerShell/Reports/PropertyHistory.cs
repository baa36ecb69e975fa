using System.Globalization;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Reports;

/// <summary>One property over time, of the machine or of processes, for a picture.</summary>
/// <param name="property">Its declared name.</param>
/// <param name="isOfMachine">Whether it is a property of the machine.</param>
internal sealed class PropertyHistory(string property, bool isOfMachine) : IReport
{
    /// <summary>Lines of the picture.</summary>
    internal const int MostLines = 8;

    // Those with the largest values remain.
    private const int MostProcesses = 4096;

    private readonly Dictionary<ProcessIdentity, (string Name, BucketSeries Series)> _processes = [];
    private readonly BucketSeries _machine = new();
    private readonly Timeline _timeline = new();
    private bool _isFollowed;

    public ProcessDataSets DataSets => isOfMachine ? ProcessDataSets.None : PropertyDataSets.Of(property) ?? ProcessDataSets.None;

    public bool TakesMachine => isOfMachine;

    public bool TakesProcesses => !isOfMachine;

    public bool IsEmpty => _timeline.Samples == 0;

    private string? Unit => (isOfMachine ? PropertyUnits.OfMachine : PropertyUnits.OfProcess).GetValueOrDefault(property);

    public void AddMachine(object sample)
    {
        if (!isOfMachine) return;
        MachineReading reading = new(sample);
        if (reading.Time is not { } time) return;
        _machine.Add(Begin(time, reading.Interval), reading.Value(property), 1);
    }

    public void Add(IReadOnlyCollection<ProcessReading> readings, DateTimeOffset time, TimeSpan? interval)
    {
        if (isOfMachine) return;
        int bucket = Begin(time, interval);
        foreach (ProcessReading reading in readings)
        {
            if (reading.IsThread) continue;
            if (!_processes.TryGetValue(reading.Identity, out (string Name, BucketSeries Series) process))
                _processes.Add(reading.Identity, process = (string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(reading.Name)} ({reading.Identity.Id})"), new BucketSeries()));
            process.Series.Add(bucket, reading.NumberOf(property), 1);
        }

        if (_processes.Count > Math.Max(MostProcesses, 2 * readings.Count)) Trim();
    }

    public void Write(ReportFacts facts, Stream stream, CancellationToken cancellation)
    {
        (string Name, BucketSeries Series)[] lines = isOfMachine
            ? [(property, _machine)]
            : [.. _processes.Values.Where(static one => !double.IsNaN(one.Series.Most)).OrderByDescending(static one => one.Series.Mean()).Take(MostLines)];
        int leftOut = isOfMachine ? 0 : _processes.Count - lines.Length;
        SvgChart.Write(
            new ChartContent(Title(facts), Subtitle(facts, leftOut), Unit, _timeline.Buckets, [.. lines.Select(static line => new ChartLine(line.Name, line.Series.Mean, line.Series.Max))]), stream);
    }

    private string Title(ReportFacts facts) => facts.Host.Length == 0 ? property : $"{property}, {PrintableText.Of(facts.Host)}";

    private string Subtitle(ReportFacts facts, int leftOut) => string.Create(
        CultureInfo.InvariantCulture,
        $"{_timeline.Buckets[0].First:yyyy-MM-dd HH:mm:ss} to {_timeline.Buckets[^1].Last:HH:mm:ss}, UTC{_timeline.Buckets[0].First:zzz}{(facts.Selection is { } selection ? $"; {PrintableText.Of(selection)}" : "")}"
        + $"{(_timeline.SamplesPerBucket > 1 ? $"; points are means of {_timeline.SamplesPerBucket} samples, peaks are marked" : "")}{(leftOut > 0 ? $"; {leftOut} processes are not shown" : "")}");

    private int Begin(DateTimeOffset time, TimeSpan? interval)
    {
        if (!_isFollowed) _timeline.Thinned += Thin;
        _isFollowed = true;
        return _timeline.Begin(time, interval);
    }

    private void Thin(int[] target)
    {
        _machine.Thin(target);
        foreach ((_, BucketSeries series) in _processes.Values) series.Thin(target);
    }

    private void Trim()
    {
        ProcessIdentity[] least = [.. _processes.OrderBy(static one => double.IsNaN(one.Value.Series.Most) ? double.NegativeInfinity : one.Value.Series.Most).Take(_processes.Count / 4).Select(static one => one.Key)];
        foreach (ProcessIdentity identity in least) _ = _processes.Remove(identity);
    }
}
