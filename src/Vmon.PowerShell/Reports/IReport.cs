namespace Vmon.PowerShell.Reports;

/// <summary>A report that samples are added to, and that is then written.</summary>
internal interface IReport
{
    /// <summary>Data sets of processes that it needs beyond those of a session.</summary>
    ProcessDataSets DataSets { get; }

    bool TakesMachine { get; }

    bool TakesProcesses { get; }

    /// <summary>Whether it has nothing to show.</summary>
    bool IsEmpty { get; }

    /// <summary>Adds a sample of the machine, or an object that has its properties.</summary>
    void AddMachine(object sample);

    /// <summary>Adds a sample of processes.</summary>
    /// <param name="readings">The processes.</param>
    /// <param name="time">When it was taken, on the clock of the machine.</param>
    /// <param name="interval">Time since the sample before. Null if it is the first one, or if samples are missing.</param>
    void Add(IReadOnlyCollection<ProcessReading> readings, DateTimeOffset time, TimeSpan? interval);

    /// <summary>Writes it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Write(ReportFacts facts, Stream stream, CancellationToken cancellation);
}

/// <summary>What a report says of itself.</summary>
/// <param name="Host">Name of the machine. Empty if unknown.</param>
/// <param name="Source">Where the samples come from.</param>
/// <param name="Selection">Which processes were selected. Null for all.</param>
/// <param name="TimeZone">Time zone of the machine. Null if only the offset is known.</param>
/// <param name="Made">When it was written.</param>
internal sealed record ReportFacts(string Host, string Source, string? Selection, string? TimeZone, DateTimeOffset Made);
