namespace Vmon;

/// <summary>Type of an open file. A descriptor has one type; names that stand for several are for selection.</summary>
[Flags]
public enum FileType
{
    /// <summary>Unknown: the file could not be examined, or the tree is captured.</summary>
    Unknown = 0,

    /// <summary>A regular file.</summary>
    Regular = 1 << 0,

    /// <summary>A directory.</summary>
    Directory = 1 << 1,

    /// <summary>A symbolic link, opened as such (O_PATH | O_NOFOLLOW).</summary>
    Symlink = 1 << 2,

    /// <summary>A character device, such as a terminal or /dev/null.</summary>
    CharDevice = 1 << 3,

    /// <summary>A block device.</summary>
    BlockDevice = 1 << 4,

    /// <summary>A named pipe.</summary>
    Fifo = 1 << 5,

    /// <summary>A pipe.</summary>
    Pipe = 1 << 6,

    /// <summary>A socket.</summary>
    Socket = 1 << 7,

    /// <summary>Memory as a file (memfd_create).</summary>
    MemFd = 1 << 8,

    /// <summary>A namespace.</summary>
    Namespace = 1 << 9,

    /// <summary>An epoll instance.</summary>
    EventPoll = 1 << 10,

    /// <summary>An event counter (eventfd).</summary>
    EventFd = 1 << 11,

    /// <summary>An inotify instance.</summary>
    Inotify = 1 << 12,

    /// <summary>A fanotify group.</summary>
    Fanotify = 1 << 13,

    /// <summary>Signals as a file (signalfd).</summary>
    SignalFd = 1 << 14,

    /// <summary>A timer (timerfd).</summary>
    TimerFd = 1 << 15,

    /// <summary>A process (pidfd).</summary>
    PidFd = 1 << 16,

    /// <summary>An io_uring instance.</summary>
    IoUring = 1 << 17,

    /// <summary>A performance event.</summary>
    PerfEvent = 1 << 18,

    /// <summary>User-space page fault handling (userfaultfd).</summary>
    UserFaultFd = 1 << 19,

    /// <summary>A BPF map, program, link or type description.</summary>
    Bpf = 1 << 20,

    /// <summary>An anonymous inode of another kind; the target names it.</summary>
    OtherAnon = 1 << 21,

    /// <summary>Anything else that has no path.</summary>
    Other = 1 << 22,

    /// <summary>A device of either kind.</summary>
    Device = CharDevice | BlockDevice,

    /// <summary>An anonymous inode of any kind.</summary>
    Anonymous = EventPoll | EventFd | Inotify | Fanotify | SignalFd | TimerFd | PidFd | IoUring | PerfEvent | UserFaultFd | Bpf
        | OtherAnon,
}
