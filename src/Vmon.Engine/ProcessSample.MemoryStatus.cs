using System.Runtime.CompilerServices;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status. A kernel thread and a zombie have none of these lines.
public partial class ProcessSample
{
    private const long Kilobyte = 1024;

    /// <summary>Peak virtual memory size (VmPeak).</summary>
    public long? PeakVirtualMemory => StatusSize(StatusField.VmPeak);

    /// <summary>Peak resident memory (VmHWM).</summary>
    public long? PeakWorkingSet => StatusSize(StatusField.VmHWM);

    /// <summary>Locked memory, which is not swapped out (VmLck).</summary>
    public long? LockedMemory => StatusSize(StatusField.VmLck);

    /// <summary>Pinned memory, which is not moved (VmPin).</summary>
    public long? PinnedMemory => StatusSize(StatusField.VmPin);

    /// <summary>Resident anonymous memory (RssAnon).</summary>
    public long? AnonymousMemory => StatusSize(StatusField.RssAnon);

    /// <summary>Resident file mappings (RssFile).</summary>
    public long? FileMemory => StatusSize(StatusField.RssFile);

    /// <summary>Resident shared memory: System V, tmpfs and shared anonymous mappings (RssShmem).</summary>
    public long? ShmemMemory => StatusSize(StatusField.RssShmem);

    /// <summary>Virtual size of the stack (VmStk).</summary>
    public long? StackMemory => StatusSize(StatusField.VmStk);

    /// <summary>Virtual size of the program's own code (VmExe).</summary>
    public long? ExecutableMemory => StatusSize(StatusField.VmExe);

    /// <summary>Virtual size of library code (VmLib).</summary>
    public long? LibraryMemory => StatusSize(StatusField.VmLib);

    /// <summary>Size of the page tables (VmPTE; plus VmPMD on Linux 4.0 to 4.14).</summary>
    public long? PageTableMemory => StatusSize(StatusField.VmPTE) + (StatusSize(StatusField.VmPMD) ?? 0);

    /// <summary>Anonymous memory in swap; shared memory is not counted (VmSwap).</summary>
    public long? SwapMemory => StatusSize(StatusField.VmSwap);

    /// <summary>hugetlbfs memory, which is not part of the working set (HugetlbPages).</summary>
    public long? HugetlbMemory => StatusSize(StatusField.HugetlbPages);

    private long? StatusSize(StatusField field, [CallerMemberName] string property = "") => Status(field, property) * Kilobyte;
}
