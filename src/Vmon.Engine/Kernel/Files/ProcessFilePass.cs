using Vmon.Native;
using Vmon.ProcFs;

namespace Vmon.Kernel.Files;

/// <summary>The open files of one process, read while they are used, so that a million descriptors take no memory.</summary>
internal sealed class ProcessFilePass
{
    private readonly ReadBuffer _buffer = new(FileIterator.Chunk);
    private FileIterator? _iterator;
    private int _pass = -1;

    /// <summary>Whether an error ended the pass.</summary>
    internal bool HasFailed { get; private set; }

    /// <summary>False if the kernel cannot restrict a pass to a process.</summary>
    internal bool TryBegin(FileIterator iterator, int process)
    {
        End();
        HasFailed = false;
        _iterator = iterator;
        _pass = iterator.Begin(process);
        return _pass >= 0;
    }

    /// <summary>The next records. Empty at the end. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Next()
    {
        if (_pass < 0) return default;
        int count = _iterator!.Read(_pass, _buffer, 0);
        HasFailed = count < 0;
        if (count <= 0) End();
        return _buffer.First(Math.Max(0, count));
    }

    internal void End()
    {
        if (_pass >= 0) _ = Libc.Close(_pass);
        _pass = -1;
    }
}

/// <summary>The descriptors of one process, ascending, from either pass.</summary>
/// <param name="bytes">The first records.</param>
/// <param name="table">Address of the table of descriptors. 0 if unknown.</param>
/// <param name="more">Where the others are read. Null if there are none.</param>
internal ref struct FileRecords(ReadOnlySpan<byte> bytes, long table, ProcessFilePass? more = null)
{
    private ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Address of the table, which tells in a pass over all processes that two do not share it. 0 if unknown.</summary>
    internal readonly long Table => table;

    /// <summary>Whether some are missing.</summary>
    internal bool HasFailed { get; private set; }

    internal readonly void End() => more?.End();

    /// <summary>False at the end, and after an error.</summary>
    internal bool TryNext(out FileRecord record)
    {
        if (_bytes.IsEmpty && more is not null)
        {
            _bytes = more.Next();
            HasFailed |= more.HasFailed;
        }

        record = default;
        if (_bytes.IsEmpty) return false;
        bool isTaken = FileRecord.TryTake(ref _bytes, out record);
        HasFailed |= !isTaken;
        return isTaken;
    }
}
