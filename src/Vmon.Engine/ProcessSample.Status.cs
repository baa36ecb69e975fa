using System.Runtime.CompilerServices;
using Vmon.Fields;
using Vmon.Parsing.Processes;
using Vmon.Parsing;

namespace Vmon;

// /proc/PID/status. Null if not requested, not readable, or not provided by this
// kernel.
public partial class ProcessSample
{
    /// <summary>File mode creation mask in octal, such as 0022 (Umask).</summary>
    [Field(StatusField.Umask, Group = "Status")]
    public string? Umask => Status(StatusField.Umask) is long mask ? Convert.ToString(mask, 8).PadLeft(4, '0') : null;

    /// <summary>PID of the process that traces it, such as a debugger; 0 if there is none (TracerPid).</summary>
    [Field(StatusField.TracerPid, Group = "Status")]
    public int? TracerId => (int?)Status(StatusField.TracerPid);

    /// <summary>NUMA group; 0 if there is none (Ngid).</summary>
    [Field(StatusField.Ngid, Group = "Status")]
    public int? NumaGroupId => (int?)Status(StatusField.Ngid);

    /// <summary>
    /// PIDs of the process in each PID namespace, from that of the sampled /proc to its own (NStgid). The last one is valid inside its
    /// container.
    /// </summary>
    [Field(StatusText.NStgid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceIds => Numbers(StatusText.NStgid);

    /// <summary>TIDs in the same namespaces; those of the main thread equal the PIDs (NSpid).</summary>
    [Field(StatusText.NSpid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceThreadIds => Numbers(StatusText.NSpid);

    /// <summary>Process group identifiers in the same namespaces; 0 if the group is outside of the namespace (NSpgid).</summary>
    [Field(StatusText.NSpgid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceProcessGroupIds => Numbers(StatusText.NSpgid);

    /// <summary>Session identifiers in the same namespaces; 0 if the session is outside of the namespace (NSsid).</summary>
    [Field(StatusText.NSsid, Group = "Status")]
    public IReadOnlyList<int>? NamespaceSessionIds => Numbers(StatusText.NSsid);

    /// <summary>Allocated size of the descriptor table, not the number of open descriptors (FDSize).</summary>
    [Field(StatusField.FDSize, Unit = "count", Group = "Status")]
    public int? DescriptorTableSize => (int?)Status(StatusField.FDSize);

    /// <summary>Whether the process is dumping core (CoreDumping).</summary>
    [Field(StatusField.CoreDumping, Group = "Status")]
    public bool? IsCoreDumping => Status(StatusField.CoreDumping) is long flag ? flag != 0 : null;

    /// <summary>Whether transparent huge pages are enabled for the process (THP_enabled).</summary>
    [Field(StatusField.THP_enabled, Group = "Status")]
    public bool? IsThpEnabled => Status(StatusField.THP_enabled) is long flag ? flag != 0 : null;

    /// <summary>Mask of the address bits of a pointer (untag_mask).</summary>
    [Field(StatusField.untag_mask, Group = "Status")]
    public ulong? UntagMask => (ulong?)Status(StatusField.untag_mask);

    /// <summary>Enabled x86 thread features, such as shstk (x86_Thread_features).</summary>
    [Field(StatusText.x86_Thread_features, Group = "Status")]
    public IReadOnlyList<string>? ThreadFeatures => Words(StatusText.x86_Thread_features);

    /// <summary>Locked x86 thread features, which can no longer be changed (x86_Thread_features_locked).</summary>
    [Field(StatusText.x86_Thread_features_locked, Group = "Status")]
    public IReadOnlyList<string>? LockedThreadFeatures => Words(StatusText.x86_Thread_features_locked);

    /// <summary>CPUs on which the process may run (Cpus_allowed_list).</summary>
    [Field(StatusText.Cpus_allowed_list, Group = "Status")]
    public IReadOnlyList<int>? AllowedProcessors => Ranges(StatusText.Cpus_allowed_list);

    /// <summary>NUMA nodes from which the process may allocate memory (Mems_allowed_list).</summary>
    [Field(StatusText.Mems_allowed_list, Group = "Status")]
    public IReadOnlyList<int>? AllowedMemoryNodes => Ranges(StatusText.Mems_allowed_list);

    private long? Status(StatusField field, [CallerMemberName] string property = "") =>
        IsRead(ProcessDataSets.Status, property) ? _details?.Status?.Value.Current[field] : null;

    private bool Text(StatusText line, out ReadOnlySpan<byte> text, string property)
    {
        text = default;
        return IsRead(ProcessDataSets.Status, property) && _details?.Status is not null && StatusTexts.TryFind(_details.StatusTexts, line, out text);
    }

    private ValueList<int>? Numbers(StatusText line, [CallerMemberName] string property = "")
    {
        List<int> numbers = [];
        return Text(line, out ReadOnlySpan<byte> text, property) && NumberList.TryParse(text, numbers) ? new(numbers) : null;
    }

    private ValueList<int>? Ranges(StatusText line, [CallerMemberName] string property = "") =>
        Text(line, out ReadOnlySpan<byte> text, property) && RangeList.Parse(text) is { } numbers ? new(numbers) : null;

    private ValueList<string>? Words(StatusText line, [CallerMemberName] string property = "") =>
        String(line, property) is string words ? new(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : null;

    private string? String(StatusText line, [CallerMemberName] string property = "") =>
        Text(line, out ReadOnlySpan<byte> text, property) ? ProcText.Decode(text) : null;
}
