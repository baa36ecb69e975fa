using System.Numerics;
using Vmon.Native;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;

namespace Vmon;

/// <summary>A process held by a pidfd. A signal reaches this process or none, even if its PID was reused.</summary>
public sealed unsafe class HeldProcess : IDisposable
{
    private int _descriptor;
    private DescriptorBudget? _budget;

    private HeldProcess(int descriptor, ProcessIdentity identity)
    {
        _descriptor = descriptor;
        Identity = identity;
    }

    /// <summary>Closes the descriptor.</summary>
    ~HeldProcess() => Close();

    /// <summary>PID and start time.</summary>
    public ProcessIdentity Identity { get; }

    /// <summary>Whether all threads of the process exited. Its parent may not have waited for it yet.</summary>
    public bool HasExited
    {
        get
        {
            PollDescriptor poll = new() { Descriptor = _descriptor, Events = Libc.PollIn };
            return Libc.Poll(&poll, 1, 0) == 1;
        }
    }

    /// <summary>
    /// Exit code of the process, also for a process that is not a child of this one. Null if a signal terminated it, before its parent waited for it, and
    /// before Linux 6.15.
    /// </summary>
    public int? ExitCode => Status?.ExitCode;

    /// <summary>Signal that terminated the process. Null if it exited by itself, and in the same cases as <see cref="ExitCode"/>.</summary>
    public Signals? ExitSignal => Status?.ExitSignal;

    internal int Descriptor => _descriptor;

    internal WaitStatus? Status => PidFdInfo.ExitStatus(_descriptor) is int status ? new WaitStatus(status) : null;

    /// <summary>Sends one signal to the process.</summary>
    /// <returns>Ok, Exited, Denied, Unsupported or Failed.</returns>
    public HoldStatus Send(Signals signal)
    {
        if (!BitOperations.IsPow2((ulong)signal)) throw new ArgumentException($"Cannot send {signal}: it is not a single signal.", nameof(signal));
        ObjectDisposedException.ThrowIf(_descriptor < 0, this);
        return Libc.PidFdSendSignal(_descriptor, BitOperations.TrailingZeroCount((ulong)signal) + 1) == 0 ? HoldStatus.Ok : Of(ReadStatuses.LastErrno);
    }

    /// <summary>Counts its descriptor against a budget for as long as it is open.</summary>
    /// <returns>False if the budget is spent.</returns>
    internal bool TryCharge(DescriptorBudget budget)
    {
        if (!budget.TryTake()) return false;
        _budget = budget;
        return true;
    }

    /// <summary>Closes the descriptor.</summary>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the process that has the PID now. The caller must then verify its start time in /proc.</summary>
    internal static HoldStatus Open(ProcessIdentity identity, out HeldProcess? held)
    {
        int descriptor = Libc.PidFdOpen(identity.Id);
        held = descriptor < 0 ? null : new HeldProcess(descriptor, identity);
        return held is not null ? HoldStatus.Ok : ReadStatuses.LastErrno switch
        {
            // The PID is now the TID of a thread. The error code depends on the kernel version.
            Errno.EINVAL or Errno.ENOENT => HoldStatus.Replaced,
            Errno.EPERM or Errno.EACCES => HoldStatus.Unsupported,
            Errno errno => Of(errno),
        };
    }

    private static HoldStatus Of(Errno errno) => errno switch
    {
        Errno.ESRCH => HoldStatus.Exited,
        Errno.EPERM or Errno.EACCES => HoldStatus.Denied,
        Errno.ENOSYS => HoldStatus.Unsupported,
        _ => HoldStatus.Failed,
    };

    private void Close()
    {
        int descriptor = Interlocked.Exchange(ref _descriptor, -1);
        if (descriptor < 0) return;
        _ = Libc.Close(descriptor);
        _budget?.Return();
    }
}

/// <summary>Result of holding a process, or of sending it a signal.</summary>
public enum HoldStatus
{
    /// <summary>Success.</summary>
    Ok,

    /// <summary>The process exited. Its parent may not have waited for it yet.</summary>
    Exited,

    /// <summary>The process exited, and another process reuses its PID.</summary>
    Replaced,

    /// <summary>The process belongs to a captured tree or another PID namespace. Its PID is not valid on this machine.</summary>
    NotLocal,

    /// <summary>Permission denied.</summary>
    Denied,

    /// <summary>The kernel is older than 5.3, or a seccomp filter denies the call.</summary>
    Unsupported,

    /// <summary>Out of descriptors or memory, or another failure unrelated to the process.</summary>
    Failed,
}
