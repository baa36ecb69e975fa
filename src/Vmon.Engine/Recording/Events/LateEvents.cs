using Vmon.Kernel.Events;
using Vmon.Recording.Processes;

namespace Vmon.Recording.Events;

/// <summary>Events that are recorded after the range in which they happened: an event is recorded when it is final, which takes some time.</summary>
internal static class LateEvents
{
    private static readonly long Longest = TimeSpan.FromMinutes(1).Ticks;

    /// <summary>The frames that have the events of a range.</summary>
    internal static FrameRange Until(FrameRange range) => range with { End = range.End > long.MaxValue - Longest ? range.End : range.End + Longest };

    /// <summary>Gets the events of a range that are in the frames after it.</summary>
    internal static IEnumerable<ProcessRecord> After(FrameRange range, BlockSequence blocks, Preamble last)
    {
        foreach (FrameReader block in blocks.In(Until(range) with { Start = range.End }, FrameParts.Events))
        {
            while (block.TryRead())
            {
                if (block.Preamble!.BootId != last.BootId) yield break;
                if (block.Times.Began <= range.End) continue;
                foreach (ProcessRecord record in block.Events)
                    if (IsIn(range, record, block.Preamble)) yield return record;
            }
        }
    }

    /// <summary>Whether an event happened in a range.</summary>
    internal static bool IsIn(FrameRange range, ProcessRecord record, Preamble preamble)
    {
        long time = (preamble.BootTime?.UtcTicks ?? 0) + (record.Time / TimeSpan.NanosecondsPerTick);
        return time >= range.Start && time <= range.End;
    }
}
