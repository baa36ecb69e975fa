namespace Vmon.Parsing.Processes;

/// <summary>The pids of /proc/PID/task/TID/children.</summary>
internal static class ChildList
{
    // 1234 1240 1302                   with a space after the last
    /// <summary>Adds the PIDs, each of which is followed by a space. A PID without one is truncated, and would name another process.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, List<int> children) =>
        NumberList.TryParse(bytes[..(bytes.LastIndexOf((byte)' ') + 1)], children);
}
