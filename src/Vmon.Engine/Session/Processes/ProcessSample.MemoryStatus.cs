using System.Runtime.CompilerServices;
using Vmon.Parsing;

namespace Vmon;

// What its memory is made of, in bytes: /proc/PID/status, where wanted. A kernel thread and a zombie have none of it: null.
public partial class ProcessSample
{
    private const long Kilobyte = 1024;

    /// <summary>The largest address space that it had (VmPeak).</summary>
    public long? PeakVirtualMemory => StatusSize(StatusField.VmPeak);

    /// <summary>The most resident memory that it had (VmHWM).</summary>
    public long? PeakWorkingSet => StatusSize(StatusField.VmHWM);

    /// <summary>Memory that it locked, so that it is never swapped out (VmLck).</summary>
    public long? LockedMemory => StatusSize(StatusField.VmLck);

    /// <summary>Memory that is pinned for devices, so that it is never moved (VmPin).</summary>
    public long? PinnedMemory => StatusSize(StatusField.VmPin);

    /// <summary>Resident memory that no file is behind (RssAnon).</summary>
    public long? AnonymousMemory => StatusSize(StatusField.RssAnon);

    /// <summary>Resident memory of mapped files (RssFile).</summary>
    public long? FileMemory => StatusSize(StatusField.RssFile);

    /// <summary>Resident shared memory: System V's, tmpfs, and shared anonymous mappings (RssShmem).</summary>
    public long? ShmemMemory => StatusSize(StatusField.RssShmem);

    /// <summary>Address space of the stack (VmStk).</summary>
    public long? StackMemory => StatusSize(StatusField.VmStk);

    /// <summary>Address space of the program's own code (VmExe).</summary>
    public long? ExecutableMemory => StatusSize(StatusField.VmExe);

    /// <summary>Address space of the code of libraries (VmLib).</summary>
    public long? LibraryMemory => StatusSize(StatusField.VmLib);

    /// <summary>The page tables that it needs (VmPTE; with VmPMD on Linux 4.0 to 4.14).</summary>
    public long? PageTableMemory => StatusSize(StatusField.VmPTE) + (StatusSize(StatusField.VmPMD) ?? 0);

    /// <summary>Anonymous memory that was swapped out; shared memory is not counted (VmSwap).</summary>
    public long? SwapMemory => StatusSize(StatusField.VmSwap);

    /// <summary>Memory of hugetlbfs, which is not part of the working set (HugetlbPages).</summary>
    public long? HugetlbMemory => StatusSize(StatusField.HugetlbPages);

    private long? StatusSize(StatusField field, [CallerMemberName] string property = "") => Status(field, property) * Kilobyte;
}
