using System.Runtime.InteropServices;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>Which program wrote a record.</summary>
internal enum RecordKind
{
    Start = 1,
    Exec = 2,
    Exit = 3,

    /// <summary>The kernel forgets a process that was reaped: its counters are complete.</summary>
    Free = 4,

    /// <summary>A control group was created.</summary>
    Cgroup = 5,
}

/// <summary>Begins every record. Times are nanoseconds since boot, suspended time included.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct RecordHead
{
    internal RecordKind Kind;
    internal int Id;
    internal long Time;
    internal long StartTime;
}

/// <summary>Follows the head, except that of Free.</summary>
[StructLayout(LayoutKind.Sequential)]
internal record struct RecordFacts
{
    internal int ParentId;
    internal uint User;
    internal NameBytes Name;
    internal long Cgroup;

    /// <summary>Address of the set of its control groups.</summary>
    internal long CgroupSet;

    internal readonly Comm Comm
    {
        get
        {
            ReadOnlySpan<byte> name = MemoryMarshal.AsBytes(new ReadOnlySpan<NameBytes>(in Name));
            int end = name.IndexOf((byte)0);
            return new Comm(end < 0 ? name : name[..end]);
        }
    }

    /// <summary>A name in the kernel: up to 15 bytes, and a NUL.</summary>
    /// <param name="First">Its first eight bytes.</param>
    /// <param name="Second">The others.</param>
    internal readonly record struct NameBytes(ulong First, ulong Second)
    {
        internal const int Length = 16;
    }
}

/// <summary>struct of Start.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct StartLayout
{
    internal RecordHead Head;
    internal RecordFacts Facts;
}

/// <summary>struct of Exec, before the words of the command line and the path, whose lengths it has.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExecLayout
{
    internal RecordHead Head;
    internal RecordFacts Facts;

    /// <summary>With its NUL.</summary>
    internal int PathLength;

    internal int CommandLength;

    /// <summary>Length of the command line of the process, of which the record has the beginning.</summary>
    internal long WholeCommandLength;

    /// <summary>Largest resident memory in pages of the programs before, which a child of vfork shares with its parent.</summary>
    internal long PeakBefore;
}

/// <summary>struct of Exit. Sizes of memory are in pages.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ExitLayout
{
    internal RecordHead Head;
    internal RecordFacts Facts;

    /// <summary>signal->flags</summary>
    internal uint GroupFlags;

    /// <summary>Wait status of all threads, if the flags have GroupExit; otherwise that of the main thread counts.</summary>
    internal int GroupStatus;

    internal int MainStatus;
    internal int Unused;

    /// <summary>Largest resident memory, including that of programs before exec.</summary>
    internal long PeakOfAll;

    /// <summary>Largest resident memory of its last program, until memory was last unmapped. Zero if the memory is released already.</summary>
    internal long PeakOfLast;

    /// <summary>Resident memory of its last program at its exit, without what other CPUs have not added yet.</summary>
    internal long Resident;

    internal ProcessUsage Usage;
}

/// <summary>struct of Cgroup, before the path. The process of its head created the group.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CgroupLayout
{
    internal RecordHead Head;

    /// <summary>Inode of the group.</summary>
    internal long Id;

    /// <summary>With its NUL. Negative if the kernel could not read it.</summary>
    internal long PathLength;
}

/// <summary>struct of Free.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct FreeLayout
{
    internal RecordHead Head;
    internal ProcessUsage Usage;
}
