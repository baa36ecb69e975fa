using System.Runtime.CompilerServices;
using Vmon.Native;
using static Vmon.Tests.Workloads.Seccomp;

namespace Vmon.Tests.Workloads;

/// <summary>
/// Runs an action on a thread whose system calls fail as a test decides. For each call, the kernel asks another thread (a seccomp listener). Other
/// threads are not affected, and no compiler is needed. Skips the test if the kernel does not permit it.
/// </summary>
internal sealed unsafe class FaultyThread
{
    private const int NotYet = -2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Func<SystemCall, CallArguments, Errno> _judge;
    private readonly SystemCall[] _calls;
    private int _listener = NotYet;
    private bool _isOver;

    private FaultyThread(SystemCall[] calls, Func<SystemCall, CallArguments, Errno> judge) => (_calls, _judge) = (calls, judge);

    /// <param name="judge">Returns the error of a call, or None to permit it. Runs on another thread.</param>
    /// <param name="action">The action. Code that runs for the first time can fail because the runtime loads files.</param>
    /// <param name="allOpens">Whether opens of the runtime and libc can fail too.</param>
    internal static void Run(Func<SystemCall, Errno> judge, Action action, bool allOpens = false)
    {
        RuntimeHelpers.PrepareMethod(judge.Method.MethodHandle);
        new FaultyThread(SystemCall.All, (call, _) => judge(call)).Run(action, allOpens);
    }

    /// <summary>Only one call can fail, so that the action can start threads, which inherit it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="judge">Returns its error by its arguments, or None to permit it. Runs on another thread.</param>
    /// <param name="action">The action.</param>
    internal static void Run(SystemCall call, Func<CallArguments, Errno> judge, Action action)
    {
        RuntimeHelpers.PrepareMethod(judge.Method.MethodHandle);
        new FaultyThread([call], (_, arguments) => judge(arguments)).Run(action, allOpens: false);
    }

    private void Run(Action action, bool allOpens)
    {
        // The listener must not cause the runtime to load anything, because the waiting thread can hold the loader lock.
        RuntimeHelpers.PrepareMethod(_judge.Method.MethodHandle);
        _ = Control(-1, Receive, null);
        _ = Libc.Poll(null, 0, 0);
        Exception? failure = null;
        Errno refused = Errno.None;
        Thread judge = new(Judge) { IsBackground = true, Name = "Judge" };
        Thread thread = new(() =>
        {
            int listener = Install(_calls, allOpens, out refused);
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
        Assert.True(thread.Join(Patience), "The action does not return.");
        Volatile.Write(ref _isOver, true);
        Assert.SkipWhen(refused != Errno.None, $"Cannot make system calls fail: seccomp returns {refused}.");
        if (failure is not null) throw new InvalidOperationException("The action failed: " + failure.Message, failure);
    }

    // Threads that the action or the runtime started inherit the filter and can outlive it. Without a listener, all their calls would fail.
    private void Judge()
    {
        SpinWait.SpinUntil(() => Volatile.Read(ref _listener) != NotYet);
        if (_listener < 0) return;
        PollDescriptor poll = new() { Descriptor = _listener, Events = Libc.PollIn };
        while (Libc.Poll(&poll, 1, -1) >= 0 && (poll.Returned & Libc.PollIn) != 0)
        {
            Notification asked = default;
            if (Control(_listener, Receive, &asked) != 0) continue;
            Errno errno = Volatile.Read(ref _isOver) ? Errno.None : _judge((SystemCall)asked.Number, asked.Arguments);
            Response answer = new() { Id = asked.Id, Error = -(int)errno, Flags = errno == Errno.None ? Continue : 0 };
            _ = Control(_listener, Send, &answer);
        }

        _ = Libc.Close(_listener);
    }
}
