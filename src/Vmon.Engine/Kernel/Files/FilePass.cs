using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel.Files;

/// <summary>The open files of all processes in one pass, kept until the next. One user at a time.</summary>
/// <param name="most">Bytes that are kept at most: any user chooses how many descriptors a process has.</param>
internal sealed class FilePass(int most = FilePass.Most)
{
    /// <summary>Several hundred thousand descriptors.</summary>
    internal const int Most = 64 * 1024 * 1024;

    private readonly Dictionary<int, FileRun> _runs = [];
    private ReadBuffer? _buffer;

    /// <summary>Number of descriptors in the last pass.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether the last pass ended at the limit, before it named all processes.</summary>
    internal bool IsCut { get; private set; }

    /// <summary>Reads the files of all processes. False if the pass failed, and nothing is known.</summary>
    internal bool TryRead(FileIterator iterator, CancellationToken cancellation)
    {
        Clear();
        int pass = iterator.Begin();
        if (pass < 0) return false;
        bool isRead = ReadAll(iterator, pass, cancellation);
        _ = Libc.Close(pass);
        if (!isRead) Clear();
        return isRead;
    }

    /// <summary>Gets the records of a process. False if the pass does not have all of them.</summary>
    internal bool TryGet(int process, out FileRun run) => _runs.TryGetValue(process, out run);

    internal ReadOnlySpan<byte> BytesOf(FileRun run) => _buffer!.First(run.Begin + run.Length)[run.Begin..];

    private bool ReadAll(FileIterator iterator, int pass, CancellationToken cancellation)
    {
        _buffer ??= new ReadBuffer(2 * FileIterator.Chunk);
        int length = 0;
        FileRun last = default;
        while (!cancellation.IsCancellationRequested)
        {
            if (_buffer.Capacity - length < FileIterator.Chunk) _buffer.Grow(_buffer.Capacity);
            int count = iterator.Read(pass, _buffer, length);
            if (count <= 0)
            {
                Add(last);
                return count == 0;
            }

            if (!TryIndex(_buffer.First(length + count)[length..], length, ref last)) return false;
            length += count;
            if (length <= most - FileIterator.Chunk) continue;
            IsCut = true; // the last process is not complete
            return true;
        }

        return false;
    }

    private bool TryIndex(ReadOnlySpan<byte> bytes, int begin, ref FileRun last)
    {
        int all = bytes.Length;
        while (!bytes.IsEmpty)
        {
            int at = begin + all - bytes.Length;
            if (!FileRecord.TryTake(ref bytes, out FileRecord record)) return false;
            if (last.Process != record.Head.ProcessId)
            {
                Add(last);
                last = new FileRun(record.Head.ProcessId, record.Head.StartTime, record.Head.Table, at, 0, 0);
            }

            last = last with { Length = begin + all - bytes.Length - last.Begin, Count = last.Count + 1 };
        }

        return true;
    }

    private void Add(FileRun run)
    {
        if (run.Count == 0) return;
        _runs[run.Process] = run;
        Count += run.Count;
    }

    private void Clear()
    {
        _runs.Clear();
        Count = 0;
        IsCut = false;
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
