using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;

namespace Vmon;

// /proc/PID/status. A kernel thread and a zombie have none of these lines.
public partial class ProcessSample
{
    private const long Kilobyte = 1024;

    /// <summary>Peak virtual memory size (VmPeak).</summary>
    [Field(StatusField.VmPeak, Unit = "bytes", Group = "Memory by type")]
    public long? PeakVirtualMemory => StatusSize(StatusField.VmPeak);

    /// <summary>Peak resident memory (VmHWM).</summary>
    [Field(StatusField.VmHWM, Unit = "bytes", Group = "Memory by type")]
    public long? PeakWorkingSet => StatusSize(StatusField.VmHWM);

    /// <summary>Locked memory, which is not swapped out (VmLck).</summary>
    [Field(StatusField.VmLck, Unit = "bytes", Group = "Memory by type")]
    public long? LockedMemory => StatusSize(StatusField.VmLck);

    /// <summary>Pinned memory, which is not moved (VmPin).</summary>
    [Field(StatusField.VmPin, Unit = "bytes", Group = "Memory by type")]
    public long? PinnedMemory => StatusSize(StatusField.VmPin);

    /// <summary>Resident anonymous memory (RssAnon).</summary>
    [Field(StatusField.RssAnon, Unit = "bytes", Group = "Memory by type")]
    public long? AnonymousMemory => StatusSize(StatusField.RssAnon);

    /// <summary>Resident file mappings (RssFile).</summary>
    [Field(StatusField.RssFile, Unit = "bytes", Group = "Memory by type")]
    public long? FileMemory => StatusSize(StatusField.RssFile);

    /// <summary>Resident shared memory: System V, tmpfs and shared anonymous mappings (RssShmem).</summary>
    [Field(StatusField.RssShmem, Unit = "bytes", Group = "Memory by type")]
    public long? ShmemMemory => StatusSize(StatusField.RssShmem);

    /// <summary>Virtual size of the stack (VmStk).</summary>
    [Field(StatusField.VmStk, Unit = "bytes", Group = "Memory by type")]
    public long? StackMemory => StatusSize(StatusField.VmStk);

    /// <summary>Virtual size of the program's own code (VmExe).</summary>
    [Field(StatusField.VmExe, Unit = "bytes", Group = "Memory by type")]
    public long? ExecutableMemory => StatusSize(StatusField.VmExe);

    /// <summary>Virtual size of library code (VmLib).</summary>
    [Field(StatusField.VmLib, Unit = "bytes", Group = "Memory by type")]
    public long? LibraryMemory => StatusSize(StatusField.VmLib);

    /// <summary>Size of the page tables (VmPTE; plus VmPMD on Linux 4.0 to 4.14).</summary>
    [Field(StatusField.VmPTE, StatusField.VmPMD, Unit = "bytes", Group = "Memory by type")]
    public long? PageTableMemory => StatusSize(StatusField.VmPTE) + (StatusSize(StatusField.VmPMD) ?? 0);

    /// <summary>Anonymous memory in swap; shared memory is not counted (VmSwap).</summary>
    [Field(StatusField.VmSwap, Unit = "bytes", Group = "Memory by type")]
    public long? SwapMemory => StatusSize(StatusField.VmSwap);

    /// <summary>hugetlbfs memory, which is not part of the working set (HugetlbPages).</summary>
    [Field(StatusField.HugetlbPages, Unit = "bytes", Group = "Memory by type")]
    public long? HugetlbMemory => StatusSize(StatusField.HugetlbPages);

    private long? StatusSize(StatusField field, [CallerMemberName] string property = "") => Status(field, property) * Kilobyte;
}
