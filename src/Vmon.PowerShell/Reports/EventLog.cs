namespace Vmon.PowerShell.Reports;

/// <summary>What happened to the machine.</summary>
internal enum ReportEventKind
{
    /// <summary>Samples are missing from its time on. Its number is how many seconds.</summary>
    Gap,

    /// <summary>The machine started.</summary>
    Boot,

    /// <summary>The kernel killed processes for lack of memory. Its number is how many.</summary>
    OutOfMemory,
}

/// <summary>The events of the machine, of which the first are kept.</summary>
internal sealed class EventLog
{
    private const int Most = 1000;

    private readonly List<(DateTimeOffset Time, ReportEventKind Kind, long Number)> _events = [];

    internal IReadOnlyList<(DateTimeOffset Time, ReportEventKind Kind, long Number)> Events => _events;

    /// <summary>Number of events that were not kept.</summary>
    internal long LeftOut { get; private set; }

    internal void Add(DateTimeOffset time, ReportEventKind kind, long number)
    {
        if (_events.Count < Most) _events.Add((time, kind, number));
        else LeftOut++;
    }
}
