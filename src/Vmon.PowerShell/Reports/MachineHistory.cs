namespace Vmon.PowerShell.Reports;

/// <summary>The machine over the time of a report.</summary>
internal sealed class MachineHistory
{
    /// <summary>Disks that have a line of their own.</summary>
    private const int MostDisks = 8;

    private readonly List<(MachineFigure Figure, BucketSeries Series)> _figures = [.. MachineFigure.All.Select(static figure => (figure, new BucketSeries()))];
    private readonly Dictionary<string, BucketSeries> _disks = [];
    private TimeSpan? _uptime;
    private DateTimeOffset _previous;

    internal MachineHistory() => Timeline.Thinned += Thin;

    internal Timeline Timeline { get; } = new();

    /// <summary>The figures that are known in at least one sample.</summary>
    internal IEnumerable<(MachineFigure Figure, BucketSeries Series)> Figures => _figures.Where(static one => !double.IsNaN(one.Series.Most));

    /// <summary>What happened to it, of which a report keeps the first thousand.</summary>
    internal EventLog Events { get; } = new();

    internal int? CpuCount { get; private set; }

    internal double? MemoryTotal { get; private set; }

    /// <summary>Adds a sample, or an object that has its properties.</summary>
    internal void Add(object item)
    {
        MachineReading reading = new(item);
        if (reading.Time is not { } time) return;
        int bucket = Timeline.Begin(time, reading.Interval);
        double seconds = reading.Interval?.TotalSeconds ?? 0;
        foreach ((MachineFigure figure, BucketSeries series) in _figures) series.Add(bucket, figure.Value(reading.Value), figure.IsLevel ? 1 : seconds);
        foreach (DiskSample disk in reading.Disks) AddDisk(disk, bucket, seconds);
        CpuCount = (int?)reading.Value(nameof(SystemSample.CpuCount)) ?? CpuCount;
        MemoryTotal = reading.Value(nameof(SystemSample.MemoryTotal)) ?? MemoryTotal;
        Note(reading, time);
        (_previous, _uptime) = (time, reading.Uptime);
    }

    private void AddDisk(DiskSample disk, int bucket, double seconds)
    {
        if (!disk.IsInTotal) return;
        if (!_disks.TryGetValue(disk.Name, out BucketSeries? series))
        {
            if (_disks.Count == MostDisks) return;
            _disks.Add(disk.Name, series = new BucketSeries());
            _figures.Add((new MachineFigure(MachineChart.Busy, disk.Name, static _ => null), series));
        }

        series.Add(bucket, disk.BusyPercent, seconds);
    }

    private void Note(MachineReading reading, DateTimeOffset time)
    {
        if (reading.Value(nameof(SystemSample.OomKills)) is > 0 and var kills) Events.Add(time, ReportEventKind.OutOfMemory, (long)kills);
        if (_uptime is null || reading.Interval is not null) return;
        Events.Add(_previous, ReportEventKind.Gap, (long)(time - _previous).TotalSeconds);
        if (reading.Uptime < _uptime) Events.Add(time - reading.Uptime.Value, ReportEventKind.Boot, 0);
    }

    private void Thin(int[] target)
    {
        foreach ((_, BucketSeries series) in _figures) series.Thin(target);
    }
}
