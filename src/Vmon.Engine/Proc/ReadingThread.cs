using Vmon.Native;

namespace Vmon.Proc;

/// <summary>A thread that reads one file after another for a <see cref="GuardedReader"/>, and ends with the one that it is given up for.</summary>
internal sealed class ReadingThread
{
    private const int StackSize = 256 * 1024;

    private static int _stuckCount;

    private readonly object _gate = new();
    private int _descriptor;
    private int _most;
    private bool _isEnded;
    private bool _isReading;

    internal ReadingThread() => new Thread(Run, StackSize) { Name = "vmon-reader", IsBackground = true }.Start();

    /// <summary>How many of this process wait for a file that does not come.</summary>
    internal static int StuckCount => Volatile.Read(ref _stuckCount);

    /// <summary>What was read; to be used up before the next is asked for.</summary>
    internal ReadBuffer Buffer { get; } = new();

    internal int Length { get; private set; }

    internal ReadStatus Status { get; private set; }

    /// <summary>Whether it still waits for the file that it was given up for.</summary>
    internal bool IsStuck { get; private set; }

    /// <summary>Reads a file, and closes it, whenever that is.</summary>
    /// <returns>False where it is not there in time: the thread is given up.</returns>
    internal bool TryRead(int descriptor, int most, TimeSpan patience)
    {
        long end = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        lock (_gate)
        {
            _descriptor = descriptor;
            _most = most;
            _isReading = true;
            Monitor.PulseAll(_gate);
            while (_isReading)
            {
                long left = end - Environment.TickCount64;
                if (left > 0) _ = Monitor.Wait(_gate, (int)left);
                if (left > 0 || !_isReading) continue;
                IsStuck = true;
                _ = Interlocked.Increment(ref _stuckCount);
                return false;
            }

            return true;
        }
    }

    internal void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (IsAsked())
        {
            Status = ProcFile.ReadUpTo(_most, _descriptor, Buffer, out int length);
            Length = length;
            _ = Libc.Close(_descriptor);
            Answer();
        }
    }

    private bool IsAsked()
    {
        lock (_gate)
        {
            while (!_isReading && !_isEnded) _ = Monitor.Wait(_gate);
            return _isReading;
        }
    }

    private void Answer()
    {
        lock (_gate)
        {
            _isReading = false;
            if (IsStuck)
            {
                IsStuck = false;
                _isEnded = true;
                _ = Interlocked.Decrement(ref _stuckCount);
            }

            Monitor.PulseAll(_gate);
        }
    }
}
