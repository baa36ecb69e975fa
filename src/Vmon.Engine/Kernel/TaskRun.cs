namespace Vmon.Kernel;

/// <summary>A thread that a pass over the tasks named, with ids of the initial PID namespace.</summary>
/// <param name="ThreadId">Thread ID. Equals the process ID for the main thread.</param>
/// <param name="ProcessId">Process ID.</param>
/// <param name="ParentId">Process ID of the parent. 0 if there is none.</param>
/// <param name="Place">Index of its first field in the pass.</param>
internal readonly record struct TaskRun(int ThreadId, int ProcessId, int ParentId, int Place)
{
    internal bool IsMain => ThreadId == ProcessId;
}

/// <summary>The fields of a thread in a pass; for a main thread, those of its process as well.</summary>
internal readonly ref struct TaskRecord
{
    private const int LeastCount = (int)TaskField.RunDelay;
    private const int ThreadCount = (int)TaskField.Sequence;

    private readonly ReadOnlySpan<long> _fields;

    private TaskRecord(ReadOnlySpan<long> fields) => _fields = fields;

    internal int ThreadId => (int)this[TaskField.Pid];

    internal int ProcessId => (int)this[TaskField.Tgid];

    /// <summary>Whether it has all fields. Otherwise it ends with the run time.</summary>
    internal bool IsWhole => this[TaskField.IsWhole] != 0;

    /// <summary>Number of fields.</summary>
    internal int Count => _fields.Length;

    /// <summary>A field; 0 if the kernel lacks it. Only the record of a main thread has those of the process.</summary>
    internal long this[TaskField field] => _fields[(int)field];

    /// <summary>A signed field of 32 bits.</summary>
    internal int Int32(TaskField field) => (int)this[field];

    /// <summary>The record at the beginning of these fields. False if they end before it does, or its ids are out of range.</summary>
    internal static bool TryParse(ReadOnlySpan<long> fields, out TaskRecord record)
    {
        record = default;
        if (fields.Length < LeastCount) return false;
        TaskRecord least = new(fields[..LeastCount]);
        if (least.ThreadId <= 0 || least.ProcessId <= 0 || least.Int32(TaskField.RealParentTgid) < 0) return false;
        bool isMain = least.ThreadId == least.ProcessId;
        int count = CountOf(least.IsWhole, isMain);
        if (fields.Length < count || !(least.IsWhole || isMain)) return false;
        record = new TaskRecord(fields[..count]);
        return true;
    }

    /// <summary>The record that begins at a place of these fields.</summary>
    internal static TaskRecord At(ReadOnlySpan<long> fields, int place)
    {
        TaskRecord rest = new(fields[place..]);
        return new(rest._fields[..CountOf(rest.IsWhole, rest.ThreadId == rest.ProcessId)]);
    }

    /// <summary>Parses a pass: the fields of the reading thread, and a record of each thread. False if it is malformed or out of range.</summary>
    internal static bool TryParse(ReadOnlySpan<long> fields, out TaskReader reader, List<TaskRun> tasks)
    {
        tasks.Clear();
        reader = default;
        int place = TaskProgram.OfReader.Length;
        if (fields.Length < place) return false;
        reader = new TaskReader(fields[0], fields[1], fields[2], fields[3]);
        while (place < fields.Length)
        {
            if (!TryParse(fields[place..], out TaskRecord record)) return false;
            tasks.Add(new TaskRun(record.ThreadId, record.ProcessId, record.Int32(TaskField.RealParentTgid), place));
            place += record.Count;
        }

        return tasks.Count > 0;
    }

    private static int CountOf(bool isWhole, bool isMain) => !isWhole ? LeastCount : isMain ? (int)TaskField.Count : ThreadCount;
}
