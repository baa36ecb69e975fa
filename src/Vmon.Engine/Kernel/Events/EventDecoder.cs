using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Kernel.Network;
using Vmon.Native;
using Vmon.Parsing.Processes;

namespace Vmon.Kernel.Events;

/// <summary>The records of the programs. A record that is too short, or that no process can have, is null.</summary>
/// <param name="fields">The fields that this kernel has.</param>
internal sealed class EventDecoder(EventFields fields)
{
    // signal->flags
    private const uint GroupExit = 4;

    // The peak of processes that exist before their last exec.
    private readonly Dictionary<int, long> _peaksBefore = [];

    /// <summary>Kind, process and start of a record. False if it is malformed.</summary>
    internal static bool TryHead(ReadOnlySpan<byte> bytes, out RecordHead head)
    {
        bool isWhole = MemoryMarshal.TryRead(bytes, out head);
        return isWhole && head.Id > 0 && (head.Time | head.StartTime) >= 0;
    }

    internal StartRecord? Start(ReadOnlySpan<byte> bytes) => MemoryMarshal.TryRead(bytes, out StartLayout start) ? new StartRecord(start, fields) : null;

    internal ExecRecord? Exec(ReadOnlySpan<byte> bytes)
    {
        if (!MemoryMarshal.TryRead(bytes, out ExecLayout exec)) return null;
        ReadOnlySpan<byte> texts = bytes[Unsafe.SizeOf<ExecLayout>()..];
        if (exec.CommandLength < 0 || exec.PathLength < 0 || (long)exec.CommandLength + exec.PathLength > texts.Length) return null;
        _peaksBefore[exec.Head.Id] = exec.PeakBefore;
        ReadOnlySpan<byte> path = texts.Slice(exec.CommandLength, exec.PathLength);
        return new ExecRecord(exec, fields)
        {
            Path = path.IsEmpty ? null : path[..^1].ToArray(),

            // Nothing was read of a command line that has words.
            Command = exec.CommandLength == 0 && exec.WholeCommandLength != 0 ? null : texts[..exec.CommandLength].ToArray(),
            IsCommandCut = exec.WholeCommandLength > exec.CommandLength,
        };
    }

    internal ExitRecord? Exit(ReadOnlySpan<byte> bytes, ProcessTraffic? traffic = null)
    {
        if (!MemoryMarshal.TryRead(bytes, out ExitLayout exit)) return null;
        _ = _peaksBefore.Remove(exit.Head.Id, out long before);
        bool isOfGroup = (exit.GroupFlags & GroupExit) != 0;
        return new ExitRecord(exit, fields)
        {
            Status = Has(EventFields.ExitCode) ? new WaitStatus(isOfGroup ? exit.GroupStatus : exit.MainStatus) : null,
            PeakMemory = PeakOf(exit, before) * SystemConstants.PageSize,
            Traffic = traffic,
        };
    }

    internal static bool TryFree(ReadOnlySpan<byte> bytes, out ProcessUsage usage)
    {
        bool isWhole = MemoryMarshal.TryRead(bytes, out FreeLayout free);
        usage = free.Usage;
        return isWhole;
    }

    /// <summary>The path of a control group that was created, unless it is longer than a record.</summary>
    internal static bool TryCgroup(ReadOnlySpan<byte> bytes, out long id, out ReadOnlySpan<byte> path)
    {
        path = default;
        bool isWhole = MemoryMarshal.TryRead(bytes, out CgroupLayout group);
        id = group.Id;
        ReadOnlySpan<byte> text = isWhole ? bytes[Unsafe.SizeOf<CgroupLayout>()..] : default;
        if (group.PathLength <= 1 || group.PathLength >= CgroupProgram.MostPath || group.PathLength > text.Length) return false;
        path = text[..((int)group.PathLength - 1)];
        return true;
    }

    // The peak of all programs is exact. If one before the last exec had it, only what the memory of the last one shows is known.
    private long? PeakOf(in ExitLayout exit, long before)
    {
        if (!Has(EventFields.PeakMemory)) return null;
        if (exit.PeakOfAll > before) return exit.PeakOfAll;
        long last = Math.Max(exit.PeakOfLast, exit.Resident);
        return last > 0 ? Math.Min(last, exit.PeakOfAll) : null;
    }

    private bool Has(EventFields field) => fields.HasFlag(field);
}
