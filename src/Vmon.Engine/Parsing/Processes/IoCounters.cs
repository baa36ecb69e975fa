using System.Runtime.InteropServices;

namespace Vmon.Parsing;

/// <summary>What a process has read and written since its start: bytes, and calls for the two of system calls. In the order of <see cref="IoField"/>.</summary>
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
