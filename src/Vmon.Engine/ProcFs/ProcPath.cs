namespace Vmon.ProcFs;

/// <summary>Paths below the /proc root, as NUL-terminated bytes on the stack.</summary>
internal static class ProcPath
{
    internal const int Longest = 32;

    /// <summary>Writes "1234" and a NUL.</summary>
    internal static void OfProcess(int pid, Span<byte> path)
    {
        _ = pid.TryFormat(path, out int length);
        path[length] = 0;
    }

    /// <summary>Writes "task/1235/children" and a NUL.</summary>
    internal static void OfChildren(int tid, Span<byte> path)
    {
        "task/"u8.CopyTo(path);
        _ = tid.TryFormat(path[5..], out int length);
        "/children\0"u8.CopyTo(path[(5 + length)..]);
    }

    /// <summary>Writes "fdinfo/12" and a NUL.</summary>
    internal static void OfFileInfo(int descriptor, Span<byte> path)
    {
        "fdinfo/"u8.CopyTo(path);
        _ = descriptor.TryFormat(path[7..], out int length);
        path[7 + length] = 0;
    }

    /// <summary>Writes "1234/task/1235" and a NUL.</summary>
    internal static void OfThread(int pid, int tid, Span<byte> path)
    {
        _ = pid.TryFormat(path, out int length);
        "/task/"u8.CopyTo(path[length..]);
        length += 6;
        _ = tid.TryFormat(path[length..], out int last);
        path[length + last] = 0;
    }
}
