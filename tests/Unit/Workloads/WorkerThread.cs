using System.Runtime.InteropServices;

namespace Vmon.Tests.Workloads;

/// <summary>A named thread of this process that sleeps or spins until it is disposed.</summary>
internal sealed partial class WorkerThread : IDisposable
{
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _started = new();
    private volatile bool _isOver;

    internal WorkerThread(string name)
    {
        _thread = new Thread(Run) { Name = name, IsBackground = true };
        _thread.Start();
        _started.Wait();
    }

    internal int Tid { get; private set; }

    internal bool IsBusy { get; set; }

    /// <summary>An action that the thread runs once.</summary>
    internal Action? Work { get; set; }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
        _started.Dispose();
    }

    private void Run()
    {
        Tid = GetTid();
        _started.Set();
        while (!_isOver)
        {
            if (Work is { } work)
            {
                Work = null;
                work();
            }

            if (IsBusy) Thread.SpinWait(1000);
            else Thread.Sleep(5);
        }
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetTid();
}
