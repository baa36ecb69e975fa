using Vmon.Kernel.Events;

namespace Vmon.Recording.Events;

/// <summary>Writes what happened to processes into a frame.</summary>
/// <param name="keepsArguments">Whether command lines are recorded, not only the program.</param>
internal sealed class EventWriter(bool keepsArguments)
{
    private long _lastTime;

    /// <summary>Writes events, in their order.</summary>
    internal void Write(IReadOnlyList<ProcessRecord> records, ColumnSet frame, bool isWhole)
    {
        if (isWhole) _lastTime = 0;
        ColumnWriter kinds = frame[(int)FrameColumn.Events];
        foreach (ProcessRecord record in records)
        {
            kinds.Add((ulong)KindOf(record));
            WriteProcess(record, frame[(int)FrameColumn.EventNumbers], frame[(int)FrameColumn.EventTexts]);
            if (record is ExecRecord program) WriteProgram(program, kinds, frame[(int)FrameColumn.EventTexts]);
            if (record is ExitRecord exit) WriteExit(exit, kinds, frame[(int)FrameColumn.EventNumbers]);
        }

        kinds.Add((ulong)EventKind.End);
    }

    private static EventKind KindOf(ProcessRecord record) => record switch
    {
        StartRecord => EventKind.Start,
        ExecRecord => EventKind.Exec,
        _ => EventKind.Exit,
    };

    private void WriteProcess(ProcessRecord record, ColumnWriter numbers, ColumnWriter texts)
    {
        numbers.AddSigned(record.Time - _lastTime);
        _lastTime = record.Time;
        numbers.Add((ulong)record.Id);
        numbers.Add(record.StartTime is not null ? record.IsStartExact ? 2UL : 1 : 0);
        if (record.StartTime is { } start) numbers.AddSigned(record.Time - start);
        numbers.Add(record.ParentId is { } parent ? (ulong)parent + 1 : 0);
        numbers.Add(record.User is { } user ? (ulong)user + 1 : 0);
        numbers.Add(record.Cgroup is { } cgroup ? (ulong)cgroup + 1 : 0);
        AddText(texts, record.Name is { } name ? name.Bytes.ToArray() : null);
    }

    private void WriteProgram(ExecRecord program, ColumnWriter kinds, ColumnWriter texts)
    {
        byte[]? recorded = keepsArguments ? program.Command : CommandText.Program(program.Command);
        kinds.Add(program.IsCommandCut || recorded?.Length < program.Command?.Length ? 1UL : 0);
        AddText(texts, program.Path);
        AddText(texts, recorded);
    }

    private static void WriteExit(ExitRecord exit, ColumnWriter kinds, ColumnWriter numbers)
    {
        kinds.Add((exit.IsFinal ? 1UL : 0) | (exit.IsExact ? 2UL : 0));
        kinds.Add((ulong)exit.Fields);
        numbers.Add(exit.Status is { } status ? (ulong)(uint)status.Value + 1 : 0);
        numbers.Add(exit.PeakMemory is { } peak ? (ulong)peak + 1 : 0);
        ProcessUsage usage = exit.Usage;
        ReadOnlySpan<long> counters = ProcessUsage.Counters(usage);
        numbers.Add((ulong)counters.Length);
        foreach (long counter in counters) numbers.AddSigned(counter);
    }

    // The length plus one; 0 for null.
    private static void AddText(ColumnWriter column, byte[]? text)
    {
        column.Add(text is null ? 0 : (ulong)text.Length + 1);
        if (text is not null) column.Append(text);
    }
}

/// <summary>Kinds of events in a frame.</summary>
internal enum EventKind
{
    /// <summary>There are no more in the frame.</summary>
    End,
    Start,
    Exec,
    Exit,
}
