using Vmon.Native;

namespace Vmon.Proc;

/// <summary>
/// Reads files whose process can keep the reader waiting for ever, beyond the reach of any signal but SIGKILL: on a thread of its own, for
/// which is waited a moment only. The kernel takes the lock of the process's memory for them, and who shares that memory can hold it.
/// As a thread's wake-up costs more than a file, they are read some at a time. In all, so much of them is kept: a process may claim what
/// it likes, and there may be thousands of it.
/// </summary>
internal sealed class GuardedReader(long mostKept = GuardedReader.MostKept) : IDisposable
{
    /// <summary>What is not longer is always read whole.</summary>
    internal const int Short = 4 * 1024;

    private const long MostKept = 64 * 1024 * 1024;
    private const int MostWaiting = 16;
    private const int MostStuck = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Where one is stuck, others may be meant to be: all together must not take long.
    private static readonly TimeSpan LittlePatience = TimeSpan.FromMilliseconds(50);

    private readonly IGuardedCaller?[] _callers = new IGuardedCaller?[MostWaiting];
    private GuardedFile[] _files = [];
    private int _count;
    private long _kept;
    private ReadingThread? _thread;

    ~GuardedReader() => _thread?.End();

    /// <summary>Whether much is kept, as far as is known: who keeps it then tells how much it is now.</summary>
    internal bool KeepsMuch => _kept > mostKept / 2;

    /// <summary>Begins to count anew what is kept.</summary>
    internal void Recount() => _kept = 0;

    internal void NoteKept(int length) => _kept += length;

    /// <summary>Has a file read, and closed, by the next <see cref="ReadAll"/>; that is now where many are waiting.</summary>
    /// <param name="caller">Who gets it.</param>
    /// <param name="descriptor">The open file.</param>
    /// <param name="most">Bytes that are read at most; only <see cref="Short"/> where much is kept.</param>
    internal void Add(IGuardedCaller caller, int descriptor, int most)
    {
        if (StuckFiles.Contain(descriptor))
        {
            _ = Libc.Close(descriptor);
            _ = caller.Accept(ReadStatus.Failed, []);
            return;
        }

        if (_files.Length == 0) _files = [.. Enumerable.Range(0, MostWaiting).Select(_ => new GuardedFile())];
        _files[_count].Open(descriptor, most);
        _callers[_count++] = caller;
        if (_count == MostWaiting) ReadAll();
    }

    /// <summary>Reads those that wait, and gives each to its caller.</summary>
    internal void ReadAll()
    {
        for (int begin = 0; begin < _count;)
        {
            int stuck = StuckFiles.Count;
            ReadingThread? thread = stuck < MostStuck ? _thread ??= ReadingThread.TryStart() : null;
            for (int i = begin; i < _count; i++)
                if (_kept + _files[i].Most > mostKept) _files[i].Most = Math.Min(_files[i].Most, Short);
            int end = thread?.Read(_files, begin, _count, stuck == 0 ? Patience : LittlePatience) ?? begin;
            for (; begin < end; begin++) Give(_files[begin], _callers[begin]!);
            if (thread is null or { IsGivenUp: true }) GiveUp(begin++, thread);
        }

        Array.Clear(_callers);
        _count = 0;
    }

    public void Dispose()
    {
        for (int i = 0; i < _count; i++) _files[i].Close();
        _count = 0;
        _thread?.End();
        _thread = null;
        GC.SuppressFinalize(this);
    }

    private void Give(GuardedFile file, IGuardedCaller caller)
    {
        ReadStatus status = file.Status == ReadStatus.Exhausted ? ReadStatuses.Exhausted() : file.Status;
        NoteKept(caller.Accept(status, file.Content));
        file.Shrink();
    }

    // Its thread has these files still: the others go on in an array of their own.
    private void GiveUp(int index, ReadingThread? thread)
    {
        if (thread is null)
        {
            _files[index].Close();
        }
        else
        {
            _files = [.. _files];
            _files[index] = new GuardedFile();
            _thread = null;
        }

        _ = _callers[index]!.Accept(ReadStatus.Failed, []);
    }
}
