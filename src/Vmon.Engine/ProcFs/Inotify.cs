using System.Buffers.Text;
using Vmon.Native;
using Vmon.Parsing.Files;

namespace Vmon.ProcFs;

/// <summary>Tells what changed in directories, by inotify(7).</summary>
internal sealed unsafe class Inotify : IDisposable
{
    private const int LongestPath = 4096;
    private const InotifyMask Wanted = InotifyMask.IN_MODIFY | InotifyMask.IN_MOVED_FROM | InotifyMask.IN_MOVED_TO | InotifyMask.IN_CREATE | InotifyMask.IN_DELETE
        | InotifyMask.IN_DELETE_SELF | InotifyMask.IN_MOVE_SELF | InotifyMask.IN_ONLYDIR;

    private int _descriptor;

    private Inotify(int descriptor) => _descriptor = descriptor;

    ~Inotify() => Close();

    /// <summary>Null if the kernel denies it: a user may have a limited number.</summary>
    internal static Inotify? TryOpen()
    {
        int descriptor = Libc.InotifyInit(Libc.NonBlocking | Libc.CloseOnExec);
        return descriptor < 0 ? null : new Inotify(descriptor);
    }

    /// <summary>Watches a directory. Returns the number of the watch, which is that of an earlier one of the same directory, or -1 and errno.</summary>
    /// <param name="directory">An open directory.</param>
    /// <param name="path">A path below it, with a NUL at its end.</param>
    internal int Watch(int directory, ReadOnlySpan<byte> path)
    {
        ReadOnlySpan<byte> open = "/proc/self/fd/"u8;
        Span<byte> whole = stackalloc byte[LongestPath];
        open.CopyTo(whole);
        _ = Utf8Formatter.TryFormat(directory, whole[open.Length..], out int digits);
        int start = open.Length + digits;
        whole[start++] = (byte)'/';
        if (!path.TryCopyTo(whole[start..])) return -1;
        fixed (byte* bytes = whole) return Libc.InotifyAddWatch(_descriptor, bytes, (uint)Wanted);
    }

    /// <summary>Ends a watch.</summary>
    internal void Forget(int watch) => _ = Libc.InotifyRemoveWatch(_descriptor, watch);

    /// <summary>Reads what happened since. False if nothing did.</summary>
    internal bool TryRead(ReadBuffer buffer, out InotifyEvents events)
    {
        nint count;
        do count = Libc.Read(_descriptor, buffer.Pointer, buffer.Capacity);
        while (count < 0 && ReadStatuses.LastErrno == Errno.EINTR);
        events = new InotifyEvents(count > 0 ? buffer.First((int)count) : default);
        return count > 0;
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private void Close()
    {
        if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        _descriptor = -1;
    }
}
