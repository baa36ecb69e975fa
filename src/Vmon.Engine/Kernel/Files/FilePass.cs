using System.Runtime.CompilerServices;
using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel.Files;

/// <summary>The open files of all processes, or of some, as one sample read them. One user at a time.</summary>
/// <param name="most">Bytes that are kept at most: any user chooses how many descriptors a process has.</param>
internal sealed class FilePass(int most = FilePass.Most)
{
    /// <summary>Several hundred thousand descriptors.</summary>
    internal const int Most = 64 * 1024 * 1024;

    private readonly Dictionary<int, FileRun> _runs = [];
    private ReadBuffer? _buffer;
    private int _length;

    /// <summary>Number of descriptors.</summary>
    internal int Count { get; private set; }

    /// <summary>Number of processes with descriptors.</summary>
    internal int ProcessCount => _runs.Count;

    /// <summary>CPU time of the last reading, in nanoseconds.</summary>
    internal long Duration { get; private set; }

    /// <summary>Whether the limit ended the last reading, so that processes are missing.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Whether so many descriptors can fit.</summary>
    internal bool MayHold(int descriptors) => (long)descriptors * Unsafe.SizeOf<FileHead>() <= most;

    /// <summary>Forgets all processes.</summary>
    internal void Clear()
    {
        _runs.Clear();
        _length = 0;
        Count = 0;
        IsCut = false;
    }

    /// <summary>Adds the files of processes. False if it failed, and nothing is known of them.</summary>
    /// <param name="iterator">The program.</param>
    /// <param name="process">The process. 0 for all.</param>
    /// <param name="cancellation">Cancels it.</param>
    internal bool TryRead(FileIterator iterator, int process, CancellationToken cancellation)
    {
        int pass = iterator.Begin(process);
        if (pass < 0) return false;
        _buffer ??= new ReadBuffer(2 * FileIterator.Chunk);
        IsCut = false;
        FileRun last = default;
        long begin = CpuTime();
        bool isRead = ReadAll(iterator, pass, ref last, cancellation);
        Duration = CpuTime() - begin;
        _ = Libc.Close(pass);
        if (isRead && !IsCut) Add(last);
        else if (isRead && last.Count > 0) _length = last.Begin; // it may have more
        else if (!isRead && process == 0) Clear();
        return isRead;
    }

    /// <summary>Gets the descriptors of a process. False if not all of them are known.</summary>
    internal bool TryGet(int process, out FileRun run) => _runs.TryGetValue(process, out run);

    internal FileRecords this[FileRun run] => new(_buffer!.First(run.Begin + run.Length)[run.Begin..]);

    // A read is full, except the last, or if a million descriptors had few records.
    private bool ReadAll(FileIterator iterator, int pass, ref FileRun last, CancellationToken cancellation)
    {
        bool isShort = false;
        while (!cancellation.IsCancellationRequested)
        {
            IsCut = _length > most - FileIterator.Chunk;
            if (IsCut) return true;
            if (_buffer!.Capacity - _length < FileIterator.Chunk) _buffer.Grow(_buffer.Capacity);
            int count = iterator.Read(pass, _buffer, _length);
            if (count == 0) return true;
            if (count < 0 || isShort || !TryIndex(_buffer.First(_length + count)[_length..], ref last)) return false;
            isShort = count < FileIterator.Chunk / 2;
            _length += count;
        }

        return false;
    }

    private bool TryIndex(ReadOnlySpan<byte> bytes, ref FileRun last)
    {
        int end = _length + bytes.Length;
        while (!bytes.IsEmpty)
        {
            int begin = end - bytes.Length;
            if (!FileRecord.TryTake(ref bytes, out FileRecord record)) return false;
            if (last.Process != record.Head.ProcessId)
            {
                Add(last);
                last = new FileRun(record.Head.ProcessId, record.Head.StartTime, record.Head.Table, begin, 0, 0);
            }

            last = last with { Length = end - bytes.Length - last.Begin, Count = last.Count + 1 };
        }

        return true;
    }

    private static unsafe long CpuTime()
    {
        TimeSpec time;
        _ = Libc.ClockGetTime(Libc.ClockThreadCpuTime, &time);
        return time.TotalNanoseconds;
    }

    private void Add(FileRun run)
    {
        if (run.Count == 0) return;
        _runs[run.Process] = run;
        Count += run.Count;
    }
}

/// <summary>The descriptors of a process in the bytes of a pass.</summary>
/// <param name="Process">Process ID.</param>
/// <param name="StartTime">Nanoseconds from boot to its start.</param>
/// <param name="Table">Address of its table of descriptors.</param>
/// <param name="Begin">Position of the first record.</param>
/// <param name="Length">Bytes of all its records.</param>
/// <param name="Count">Number of descriptors.</param>
internal readonly record struct FileRun(int Process, long StartTime, long Table, int Begin, int Length, int Count);

/// <summary>The descriptors of one process, ascending.</summary>
internal ref struct FileRecords(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Length of the records that have not been read, in bytes.</summary>
    internal readonly int Rest => _rest.Length;

    /// <summary>Skips records until only this many bytes are left.</summary>
    internal void SkipTo(int rest) => _rest = _rest[(_rest.Length - rest)..];

    /// <summary>Takes the next one. False at the end.</summary>
    internal bool TryNext(out FileRecord record) => FileRecord.TryTake(ref _rest, out record);
}
