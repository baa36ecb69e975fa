using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Vmon.Fields;
using static Vmon.Parsing.Processes.StatusField;

namespace Vmon.Parsing.Processes;

/// <summary>The numbers of /proc/PID/status, by key. The set depends on the kernel, and on whether the process has memory.</summary>
internal struct ProcStatus : IProcRecord<ProcStatus>, IFieldRecord<StatusField>
{
    private const int Count = (int)nonvoluntary_ctxt_switches + 1;

    private static readonly KeyTable Keys = new([.. Enum.GetNames<StatusField>(), .. Enum.GetNames<StatusText>()]);

    private Numbers _numbers;
    private ulong _known;

    public static ReadOnlySpan<byte> FileName => "status\0"u8;

    /// <summary>Whether the record is empty, as that of a process before its start.</summary>
    internal readonly bool IsEmpty => _known == 0;

    /// <summary>The numbers, in the order of the fields. They mean nothing if they are not known.</summary>
    [UnscopedRef]
    internal Span<long> Values => _numbers;

    /// <summary>A bit for each field that is known.</summary>
    internal ulong Known
    {
        readonly get => _known;
        set => _known = value;
    }

    /// <summary>Null if the line is missing or malformed. Sizes are in kB, masks are bits.</summary>
    public readonly long? this[StatusField field] => (_known >> (int)field & 1) == 0 ? null : _numbers[(int)field];

    // Name:	cat                                 another's text, which may hold anything but a newline
    // Umask:	0022
    // Uid:	1000	1000	1000	1000           real, effective, saved, file system
    // VmPeak:	    3060 kB
    // SigQ:	1/96364                            queued signals, and their limit
    // CapEff:	000001fffeffffff
    // nonvoluntary_ctxt_switches:	1
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ProcStatus record) => TryParse(bytes, default, out record, out _);

    /// <summary>Also returns whether the text lines equal the kept ones.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> kept, out ProcStatus record, out bool areTextsKept)
    {
        record = default;
        areTextsKept = true;
        KeyedLines lines = new(bytes);
        while (lines.MoveNext())
        {
            int found = Keys.Find(lines.Key);
            if (found >= Count && lines.Line.Length > StatusTexts.LongestLine) continue;
            if (found >= Count)
            {
                areTextsKept = areTextsKept && kept.StartsWith(lines.Line);
                if (areTextsKept) kept = kept[lines.Line.Length..];
            }
            else if (found >= 0)
            {
                record.Read(lines.Value, (StatusField)found);
            }
        }

        areTextsKept &= kept.IsEmpty;
        return !record.IsEmpty;
    }

    private void Read(ReadOnlySpan<byte> value, StatusField first)
    {
        // A missing number would shift the following ones: the whole line is unknown.
        RadixReader reader = new(value, RadixOf(first));
        int count = NumbersOf(first);
        ulong known = 0;
        bool isWhole = true;
        for (int field = (int)first; field < (int)first + count; field++)
        {
            isWhole &= reader.HasNext;
            bool isRead = IsSize(first) ? reader.TryReadKilobytes(out long number) : reader.TryRead(out number);
            _numbers[field] = isRead ? number : 0;
            if (isRead) known |= 1UL << field;
        }

        isWhole &= IsSize(first) || reader.IsAtEnd;
        ulong all = ((1UL << count) - 1) << (int)first;
        _known = (_known & ~all) | (isWhole ? known : 0);
    }

    private static bool IsSize(StatusField field) => field is >= VmPeak and <= HugetlbPages;

    private static int NumbersOf(StatusField field) => field switch
    {
        Uid or Gid => 4,
        SigQ => 2,
        _ => 1,
    };

    private static uint RadixOf(StatusField field) => field switch
    {
        Umask => 8,
        untag_mask or (>= SigPnd and <= CapAmb) => 16,
        _ => 10,
    };

    [InlineArray(Count)]
    private struct Numbers
    {
        private long _first;
    }
}

/// <summary>
/// The numbers of /proc/PID/status that are not also in stat or statm. Names and order are the kernel's; further numbers of a line follow
/// its key.
/// </summary>
[KernelFile("status")]
internal enum StatusField
{
    Umask,
    Ngid,
    TracerPid,
    Uid,
    Uid_effective,
    Uid_saved,
    Uid_filesystem,
    Gid,
    Gid_effective,
    Gid_saved,
    Gid_filesystem,
    FDSize,
    VmPeak,
    VmLck,
    VmPin,
    VmHWM,
    RssAnon,
    RssFile,
    RssShmem,
    VmStk,
    VmExe,
    VmLib,
    VmPTE,
    VmPMD,
    VmSwap,
    HugetlbPages,
    CoreDumping,
    THP_enabled,
    untag_mask,
    SigQ,
    SigQ_limit,
    SigPnd,
    ShdPnd,
    SigBlk,
    SigIgn,
    SigCgt,
    CapInh,
    CapPrm,
    CapEff,
    CapBnd,
    CapAmb,
    NoNewPrivs,
    Seccomp,
    Seccomp_filters,
    voluntary_ctxt_switches,
    nonvoluntary_ctxt_switches,
}

/// <summary>The lines of /proc/PID/status that are no plain numbers, and are in no other file. The names are the kernel's own keys.</summary>
[KernelFile("status", offset: 64)]
internal enum StatusText
{
    Groups,
    NStgid,
    NSpid,
    NSpgid,
    NSsid,
    x86_Thread_features,
    x86_Thread_features_locked,
    Speculation_Store_Bypass,
    SpeculationIndirectBranch,
    Cpus_allowed_list,
    Mems_allowed_list,
}

/// <summary>The <see cref="StatusText"/> lines of a status, kept as bytes while they do not change, and decoded on demand.</summary>
internal static class StatusTexts
{
    /// <summary>Longer lines are not kept: root of a user namespace can have 65,536 groups in thousands of processes at no cost.</summary>
    internal const int LongestLine = 16 * 1024;

    private static readonly KeyTable Keys = new(Enum.GetNames<StatusText>());

    /// <summary>The text lines of a status, one after the other.</summary>
    internal static byte[] Keep(ReadOnlySpan<byte> status)
    {
        KeyedLines lines = new(status);
        List<byte> kept = [];
        while (lines.MoveNext())
            if (lines.Line.Length <= LongestLine && Keys.Find(lines.Key) >= 0) kept.AddRange(lines.Line);
        return [.. kept];
    }

    /// <summary>The lines of a status with these texts, in the order of <see cref="StatusText"/>. A null one is missing.</summary>
    internal static byte[] Of(ReadOnlySpan<byte[]?> texts)
    {
        List<byte> kept = [];
        for (int line = 0; line < texts.Length; line++)
        {
            if (texts[line] is not { } text) continue;
            kept.AddRange(Keys[line]);
            kept.AddRange(":\t"u8);
            kept.AddRange(text);
            kept.Add((byte)'\n');
        }

        return [.. kept];
    }

    /// <summary>The text of a line. False if the line is missing.</summary>
    internal static bool TryFind(ReadOnlySpan<byte> kept, StatusText line, out ReadOnlySpan<byte> text)
    {
        KeyedLines lines = new(kept);
        while (lines.MoveNext())
        {
            if (Keys.Find(lines.Key) != (int)line) continue;
            text = lines.Value.Trim(" \t"u8);
            return true;
        }

        text = default;
        return false;
    }
}
