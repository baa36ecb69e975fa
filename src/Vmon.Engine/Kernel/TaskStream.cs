using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel;

/// <summary>
/// Every thread of the machine in one stream from the kernel. One user at a time. A missing thread did not necessarily exit: a machine can hide threads from it that
/// /proc shows.
/// </summary>
/// <param name="iterator">The iterator, which can serve several streams.</param>
internal sealed unsafe class TaskStream(TaskIterator iterator)
{
    // The kernel collects eight pages of records per read: a smaller buffer costs more calls.
    private static readonly int Chunk = 8 * Environment.SystemPageSize;

    private readonly ReadBuffer _buffer = new(2 * Chunk);
    private readonly List<TaskRun> _tasks = [];
    private int _length;
    private long _last;

    /// <summary>Tells how long the threads on a CPU have run since their last tick.</summary>
    internal SchedulerClock Clock { get; } = new();

    /// <summary>The record of a thread of the last pass.</summary>
    internal TaskRecord this[TaskRun task] => TaskRecord.Of(Fields, task);

    private ReadOnlySpan<long> Fields => MemoryMarshal.Cast<byte, long>(_buffer.First(_length));

    /// <summary>Reads all threads, by ascending id. They are valid until the next pass. False if the pass failed, and nothing is known.</summary>
    /// <param name="isWhole">Whether the records of processes that have not run since the last pass are whole as well.</param>
    /// <param name="tasks">The threads.</param>
    internal bool TryRead(bool isWhole, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        Clock.Mark();
        long since = isWhole ? 0 : _last;
        _last = 0;
        bool isRead;
        lock (iterator.Gate) isRead = TryReadAll(since);
        if (!isRead || _length % sizeof(long) != 0 || !TaskRecord.TryParse(Fields, out TaskReader reader, _tasks)) return false;
        Clock.Accept(reader);
        _last = reader.RunQueueClock;
        tasks = CollectionsMarshal.AsSpan(_tasks);
        return true;
    }

    private bool TryReadAll(long since)
    {
        int pass = iterator.Begin(since);
        if (pass < 0) return false;
        bool isRead = ReadAll(pass);
        _ = Libc.Close(pass);
        return isRead;
    }

    private bool ReadAll(int pass)
    {
        _length = 0;
        while (true)
        {
            if (_buffer.Capacity - _length < Chunk) _buffer.Grow(2 * Chunk);
            nint count = Libc.Read(pass, _buffer.Pointer + _length, _buffer.Capacity - _length);
            if (count == 0) return true;
            if (count > 0) _length += (int)count;
            else if (ReadStatuses.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) return false;
        }
    }
}
