namespace Vmon.Proc;

/// <summary>
/// Reads files whose process can keep the reader waiting for ever, beyond the reach of any signal but SIGKILL: on a thread of its own, for
/// which is waited a moment only. The kernel takes the lock of the process's memory for them, and who shares that memory can hold it.
/// As a thread's wake-up costs more than a file, they are read some at a time.
/// </summary>
internal sealed class GuardedReader : IDisposable
{
    private const int MostWaiting = 16;
    private const int MostStuck = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Where one is stuck, others may be meant to be: all together must not take long.
    private static readonly TimeSpan LittlePatience = TimeSpan.FromMilliseconds(50);

    private readonly IGuardedCaller?[] _callers = new IGuardedCaller?[MostWaiting];
    private GuardedFile[] _files = [];
    private int _count;
    private ReadingThread? _thread;

    ~GuardedReader() => _thread?.End();

    /// <summary>Has a file read, and closed, by the next <see cref="ReadAll"/>; that is now where many are waiting.</summary>
    internal void Add(IGuardedCaller caller, int descriptor, int most)
    {
        if (_files.Length == 0) _files = [.. Enumerable.Range(0, MostWaiting).Select(_ => new GuardedFile())];
        _files[_count].Open(descriptor, most);
        _callers[_count++] = caller;
        if (_count == MostWaiting) ReadAll();
    }

    /// <summary>Reads those that wait, and gives each to its caller.</summary>
    internal void ReadAll()
    {
        for (int begin = 0; begin < _count; begin++)
        {
            int stuck = ReadingThread.StuckCount;
            ReadingThread? thread = stuck < MostStuck ? _thread ??= new ReadingThread() : null;
            int end = thread?.Read(_files, begin, _count, stuck == 0 ? Patience : LittlePatience) ?? begin;
            for (; begin < end; begin++) _callers[begin]!.Accept(_files[begin].Status, _files[begin].Content, stuck: null);
            if (begin < _count) GiveUp(begin, thread);
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

        _callers[index]!.Accept(ReadStatus.Failed, [], thread);
    }
}
