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

    private ReadBuffer _buffer = new(Chunk);
    private readonly List<TaskRun> _tasks = [];
    private int _length;
    private long _last;

    /// <summary>Tells how long the threads on a CPU have run since their last tick.</summary>
    internal SchedulerClock Clock { get; } = new();

    /// <summary>The record of a thread of the last pass, by its place.</summary>
    internal TaskRecord this[int place] => TaskRecord.At(Fields, place);

    private ReadOnlySpan<long> Fields => MemoryMarshal.Cast<byte, long>(_buffer.First(_length));

    /// <summary>Reads all threads, by ascending id. They are valid until the next pass. False if the pass failed, and nothing is known.</summary>
    /// <param name="isWhole">Whether the records of processes that have not run since the last pass are whole as well.</param>
    /// <param name="round">Number of the round: a process whose id and this number add up to a multiple of <see cref="TaskProgram.Turns"/> has a whole record.</param>
    /// <param name="tasks">The threads.</param>
    internal bool TryRead(bool isWhole, long round, out ReadOnlySpan<TaskRun> tasks)
    {
        tasks = default;
        Clock.Mark();
        long since = isWhole ? 0 : _last;
        _last = 0;
        bool isRead;
        lock (iterator.Gate) isRead = TryReadAll(since, round);
        if (!isRead || _length % sizeof(long) != 0 || !TaskRecord.TryParse(Fields, out TaskReader reader, _tasks)) return false;
        Clock.Accept(reader);
        _last = reader.RunQueueClock;
        tasks = CollectionsMarshal.AsSpan(_tasks);
        return true;
    }

    private bool TryReadAll(long since, long round)
    {
        int pass = iterator.Begin(since, round);
        if (pass < 0) return false;
        bool isRead = ReadAll(pass);
        _ = Libc.Close(pass);
        return isRead;
    }

    private bool ReadAll(int pass)
    {
        Shrink();
        _length = 0;
        while (true)
        {
            if (_buffer.Capacity - _length < Chunk) _buffer.Grow(Math.Max(Chunk, _buffer.Capacity / 4));
            nint count = Libc.Read(pass, _buffer.Pointer + _length, _buffer.Capacity - _length);
            if (count == 0) return true;
            if (count > 0) _length += (int)count;
            else if (ReadStatuses.LastErrno is not (Errno.EINTR or Errno.EAGAIN)) return false;
        }
    }

    // The first pass, with all fields of all processes, is much longer than the others.
    private void Shrink()
    {
        int needed = _length + (_length / 4) + Chunk;
        if (_length > 0 && _buffer.Capacity > 2 * needed) _buffer = new ReadBuffer(needed);
    }
}
