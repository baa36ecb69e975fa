using System.Buffers.Binary;

namespace Vmon.Kernel;

/// <summary>A thread that a pass over the tasks named, with ids of the initial PID namespace.</summary>
/// <param name="ThreadId">Thread ID. Equals the process ID for the main thread.</param>
/// <param name="ProcessId">Process ID.</param>
/// <param name="ParentId">Process ID of the parent. 0 if there is none.</param>
/// <param name="Offset">Position of its record in the bytes of the pass.</param>
internal readonly record struct TaskRun(int ThreadId, int ProcessId, int ParentId, int Offset)
{
    internal bool IsMain => ThreadId == ProcessId;
}

/// <summary>The fields of a thread in the bytes of a pass; for a main thread, those of its process as well.</summary>
internal readonly ref struct TaskRecord
{
    private const int ThreadSize = (int)TaskField.Sequence * sizeof(long);
    private const int MainSize = (int)TaskField.Count * sizeof(long);

    private readonly ReadOnlySpan<byte> _bytes;

    private TaskRecord(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    internal int ThreadId => (int)this[TaskField.Pid];

    internal int ProcessId => (int)this[TaskField.Tgid];

    internal int Length => _bytes.Length;

    /// <summary>A field; 0 if the kernel lacks it. Only the record of a main thread has those of the process.</summary>
    internal long this[TaskField field] => Int64(_bytes, (int)field);

    /// <summary>A signed field of 32 bits.</summary>
    internal int Int32(TaskField field) => (int)this[field];

    /// <summary>The record at an offset. False if the bytes end before it does, or its ids are out of range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, int offset, out TaskRecord record)
    {
        record = default;
        if (bytes.Length - offset < ThreadSize) return false;
        TaskRecord thread = new(bytes.Slice(offset, ThreadSize));
        if (thread.ThreadId <= 0 || thread.ProcessId <= 0 || thread.Int32(TaskField.RealParentTgid) < 0) return false;
        record = thread;
        if (thread.ThreadId != thread.ProcessId) return true;
        if (bytes.Length - offset < MainSize) return false;
        record = new TaskRecord(bytes.Slice(offset, MainSize));
        return true;
    }

    /// <summary>The record of a thread that these bytes named.</summary>
    internal static TaskRecord Of(ReadOnlySpan<byte> bytes, TaskRun task) => new(bytes.Slice(task.Offset, task.IsMain ? MainSize : ThreadSize));

    /// <summary>Parses a pass: the fields of the reading thread, and a record of each thread. False if the bytes are malformed or out of range.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, out TaskReader reader, List<TaskRun> tasks)
    {
        tasks.Clear();
        reader = default;
        int offset = TaskProgram.OfReader.Length * sizeof(long);
        if (bytes.Length < offset) return false;
        reader = new TaskReader(Int64(bytes, 0), Int64(bytes, 1), Int64(bytes, 2), Int64(bytes, 3));
        while (offset < bytes.Length)
        {
            if (!TryParse(bytes, offset, out TaskRecord record)) return false;
            tasks.Add(new TaskRun(record.ThreadId, record.ProcessId, record.Int32(TaskField.RealParentTgid), offset));
            offset += record.Length;
        }

        return offset == bytes.Length && tasks.Count > 0;
    }

    private static long Int64(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadInt64LittleEndian(bytes[(index * sizeof(long))..]);
}
