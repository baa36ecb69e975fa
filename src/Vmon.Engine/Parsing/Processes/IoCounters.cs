using System.Runtime.InteropServices;

namespace Vmon.Parsing.Processes;

/// <summary>Bytes and system calls of IO since a process started, in the order of <see cref="IoField"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct IoCounters
{
    internal long ReadChars;
    internal long WriteChars;
    internal long ReadCalls;
    internal long WriteCalls;
    internal long ReadBytes;
    internal long WriteBytes;
    internal long CancelledWriteBytes;

    internal void Add(in IoCounters other)
    {
        ReadChars += other.ReadChars;
        WriteChars += other.WriteChars;
        ReadCalls += other.ReadCalls;
        WriteCalls += other.WriteCalls;
        ReadBytes += other.ReadBytes;
        WriteBytes += other.WriteBytes;
        CancelledWriteBytes += other.CancelledWriteBytes;
    }
}
