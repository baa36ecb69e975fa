namespace Vmon.Parsing.Processes;

/// <summary>The kernel function that a process sleeps in, from /proc/PID/wchan.</summary>
internal static class WaitChannel
{
    // do_epoll_wait       or 0 if it does not wait
    internal static string Parse(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual("0"u8) ? "" : ProcText.Decode(bytes);
}
