using Vmon.Native;

namespace Vmon.Proc;

/// <summary>
/// Reads files whose process can keep the reader waiting for ever, beyond the reach of any signal but SIGKILL: on a thread of its own, for
/// which is waited a moment only.
/// </summary>
internal sealed class GuardedReader : IDisposable
{
    private const int MostStuck = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Where one is stuck, others may be meant to be: all together must not take long.
    private static readonly TimeSpan LittlePatience = TimeSpan.FromMilliseconds(50);

    private ReadingThread? _thread;

    ~GuardedReader() => _thread?.End();

    /// <summary>Failed where it takes too long.</summary>
    /// <param name="descriptor">The file: closed when it was read.</param>
    /// <param name="most">Bytes that are read at most.</param>
    /// <param name="stuck">Who waits for this process's file since an earlier call, so that it is asked once.</param>
    /// <param name="read">What was read, to be used up before the next call.</param>
    internal ReadStatus ReadAndClose(int descriptor, int most, scoped ref ReadingThread? stuck, out ReadOnlySpan<byte> read)
    {
        read = default;
        int others = ReadingThread.StuckCount;
        if (stuck is { IsStuck: true } || others >= MostStuck)
        {
            _ = Libc.Close(descriptor);
            return ReadStatus.Failed;
        }

        stuck = null;
        ReadingThread thread = _thread ??= new ReadingThread();
        if (!thread.TryRead(descriptor, most, others == 0 ? Patience : LittlePatience))
        {
            stuck = thread;
            _thread = null;
            return ReadStatus.Failed;
        }

        read = thread.Buffer.First(thread.Length);
        return thread.Status;
    }

    public void Dispose()
    {
        _thread?.End();
        _thread = null;
        GC.SuppressFinalize(this);
    }
}
