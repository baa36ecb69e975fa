using System.Runtime.CompilerServices;
using Vmon.Parsing;

namespace Vmon;

// What it may do, and where: /proc/PID/status, where wanted. All are null where it was not wanted or not readable, and for what this
// kernel does not have.
public partial class ProcessSample
{
    /// <summary>Permissions that its new files and directories lack, in octal as umask prints them: 0022 (Umask).</summary>
    public string? Umask => Status(StatusField.Umask) is long mask ? Convert.ToString(mask, 8).PadLeft(4, '0') : null;

    /// <summary>Pid of its tracer, a debugger for example; 0 for none (TracerPid).</summary>
    public int? TracerId => (int?)Status(StatusField.TracerPid);

    /// <summary>NUMA group of its memory; 0 for none (Ngid).</summary>
    public int? NumaGroupId => (int?)Status(StatusField.Ngid);

    /// <summary>
    /// Its pids in the pid namespaces that it is in, from that of the sampled /proc to its own (NStgid): the last is the one that it
    /// has itself in a container.
    /// </summary>
    public IReadOnlyList<int>? NamespaceIds => Numbers(StatusText.NStgid);

    /// <summary>Its thread ids in those namespaces: those of the main thread are its pids (NSpid).</summary>
    public IReadOnlyList<int>? NamespaceThreadIds => Numbers(StatusText.NSpid);

    /// <summary>Its process groups in those namespaces; 0 where the group is of outside (NSpgid).</summary>
    public IReadOnlyList<int>? NamespaceProcessGroupIds => Numbers(StatusText.NSpgid);

    /// <summary>Its sessions in those namespaces; 0 where the session is of outside (NSsid).</summary>
    public IReadOnlyList<int>? NamespaceSessionIds => Numbers(StatusText.NSsid);

    /// <summary>Slots for open descriptors that it has room for, a power of two; not how many are open (FDSize).</summary>
    public int? DescriptorTableSize => (int?)Status(StatusField.FDSize);

    /// <summary>Whether its core is being dumped (CoreDumping).</summary>
    public bool? IsCoreDumping => Status(StatusField.CoreDumping) is long flag ? flag != 0 : null;

    /// <summary>Whether it may have transparent huge pages (THP_enabled).</summary>
    public bool? IsThpEnabled => Status(StatusField.THP_enabled) is long flag ? flag != 0 : null;

    /// <summary>The bits of a pointer that are address, as the kernel sees it (untag_mask).</summary>
    public ulong? UntagMask => (ulong?)Status(StatusField.untag_mask);

    /// <summary>Features of the x86 CPU that it uses, such as shstk (x86_Thread_features).</summary>
    public IReadOnlyList<string>? ThreadFeatures => Words(StatusText.x86_Thread_features);

    /// <summary>Those of them that it can no longer change (x86_Thread_features_locked).</summary>
    public IReadOnlyList<string>? LockedThreadFeatures => Words(StatusText.x86_Thread_features_locked);

    /// <summary>CPUs that it may run on (Cpus_allowed_list).</summary>
    public IReadOnlyList<int>? AllowedProcessors => Ranges(StatusText.Cpus_allowed_list);

    /// <summary>Memory nodes that it may have memory of (Mems_allowed_list).</summary>
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
        Text(line, out ReadOnlySpan<byte> text, property) ? Proc.ProcText.Decode(text) : null;
}
