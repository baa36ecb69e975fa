using System.Runtime.CompilerServices;
using Vmon.Native;
using static Vmon.Tests.Workloads.Seccomp;

namespace Vmon.Tests.Workloads;

/// <summary>
/// Runs something on a thread whose system calls fail when a test says so: a filter of the kernel asks another thread about each of them
/// (a seccomp listener). No other thread is touched, and no compiler is needed. Skipped aloud where the kernel does not permit it.
/// </summary>
internal sealed unsafe class FaultyThread
{
    private const int NotYet = -2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Func<SystemCall, Errno> _judge;
    private int _listener = NotYet;
    private bool _isOver;

    private FaultyThread(Func<SystemCall, Errno> judge) => _judge = judge;

    /// <param name="judge">The error of a call; None lets it happen. It runs on another thread.</param>
    /// <param name="action">What is done; what of it was never done before may fail for reasons of the runtime.</param>
    /// <param name="allOpens">Whether what the runtime and libc open can fail too.</param>
    internal static void Run(Func<SystemCall, Errno> judge, Action action, bool allOpens = false) => new FaultyThread(judge).Run(action, allOpens);

    private void Run(Action action, bool allOpens)
    {
        // Whoever judges must not need the runtime to load anything: the one that waits for it may hold the lock.
        RuntimeHelpers.PrepareMethod(_judge.Method.MethodHandle);
        _ = Control(-1, Receive, null);
        _ = Libc.Poll(null, 0, 0);
        Exception? failure = null;
        Errno refused = Errno.None;
        Thread judge = new(Judge) { IsBackground = true, Name = "Judge" };
        Thread thread = new(() =>
        {
            int listener = Install(allOpens, out refused);
            Volatile.Write(ref _listener, listener);
            if (listener < 0) return;
            try
            {
                action();
            }
            catch (Exception error)
            {
                failure = error;
            }
        }) { IsBackground = true };
        judge.Start();
        thread.Start();
        Assert.True(thread.Join(Patience), "It hangs.");
        Volatile.Write(ref _isOver, true);
        Assert.SkipWhen(refused != Errno.None, $"No system call can be made to fail here: seccomp gives {refused}.");
        if (failure is not null) throw new InvalidOperationException("It threw: " + failure.Message, failure);
    }

    // Also of threads that it started, of the runtime too, which may outlast it: whoever listens no longer makes all their calls fail.
    private void Judge()
    {
        SpinWait.SpinUntil(() => Volatile.Read(ref _listener) != NotYet);
        if (_listener < 0) return;
        PollDescriptor poll = new() { Descriptor = _listener, Events = Libc.PollIn };
        while (Libc.Poll(&poll, 1, -1) >= 0 && (poll.Returned & Libc.PollIn) != 0)
        {
            Notification asked = default;
            if (Control(_listener, Receive, &asked) != 0) continue;
            Errno errno = Volatile.Read(ref _isOver) ? Errno.None : _judge((SystemCall)asked.Number);
            Response answer = new() { Id = asked.Id, Error = -(int)errno, Flags = errno == Errno.None ? Continue : 0 };
            _ = Control(_listener, Send, &answer);
        }

        _ = Libc.Close(_listener);
    }
}
