using Vmon.Parsing;
using Vmon.ProcFs;

namespace Vmon.Sources;

/// <summary>The PID namespace of a /proc.</summary>
internal static class PidNamespace
{
    /// <summary>
    /// Whether the PIDs are valid for system calls of this process. False for a captured tree, and for the /proc of another namespace.
    /// </summary>
    /// <exception cref="ExhaustedException">Unknown: out of descriptors or memory.</exception>
    internal static bool IsOwn(ProcRoot root)
    {
        if (!root.IsLive) return false;
        ReadBuffer buffer = new();
        ReadStatus status = root.Read("self/status\0"u8, buffer, out int length);
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading("self/status");
        return status == ReadStatus.Ok && IsOwn(buffer.First(length));
    }

    /// <summary>Whether the status of this process shows one namespace. A kernel without the line has no namespaces.</summary>
    internal static bool IsOwn(ReadOnlySpan<byte> status)
    {
        // NSpid:	4711	12      its PID in each namespace, from that of the /proc to its own
        List<int> ids = [];
        KeyedLines lines = new(status);
        while (lines.MoveNext())
            if (lines.Key.SequenceEqual("NSpid"u8)) return NumberList.TryParse(lines.Value, ids) && ids.Count == 1;
        return true;
    }
}
