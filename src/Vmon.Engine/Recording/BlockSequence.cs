using Vmon.Recording.Files;
using Vmon.Recording.Processes;

namespace Vmon.Recording;

/// <summary>Finds the blocks of a recording that a range needs, and reads them one after the other.</summary>
/// <param name="directory">The recording.</param>
internal sealed class BlockSequence(RecordingDirectory directory)
{
    // A sample can be late.
    private const int UsualSteps = 2;
    private static readonly TimeSpan LeastGap = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The blocks of a range, opened when the one before is read. The first one has a frame before the range, with which its first sample is compared. A damaged block is
    /// skipped, which shows as missing samples.
    /// </summary>
    internal IEnumerable<FrameReader> In(FrameRange range, FrameParts parts)
    {
        IReadOnlyList<BlockInfo> blocks = directory.Blocks;
        int first = 0;
        while (first < blocks.Count && blocks[first].LastTime.UtcTicks < range.Start) first++;
        if (first > 0 && (first == blocks.Count || blocks[first].FirstTime.UtcTicks >= range.Start)) first--;
        for (int i = first; i < blocks.Count && blocks[i].FirstTime.UtcTicks <= range.End; i++)
            if (directory.Read(blocks[i]) is { } block) yield return new FrameReader(column => block[column], block.Frames, parts);
    }

    /// <summary>What the first block of a range says of the host. Null if there is none.</summary>
    internal Preamble? FirstIn(FrameRange range) => In(range, FrameParts.None).FirstOrDefault() is { } block && block.TryRead() ? block.Preamble : null;

    /// <summary>What the last block says of the host. Null if no block can be read.</summary>
    internal Preamble? Last
    {
        get
        {
            for (int i = directory.Blocks.Count - 1; i >= 0; i--)
                if (directory.Read(directory.Blocks[i]) is { } block && Preamble.Read(block[(int)FrameColumn.Preamble]) is { } preamble) return preamble;
            return null;
        }
    }

    /// <summary>Times without samples. Within a block none is missing.</summary>
    internal IReadOnlyList<RecordingGap> Gaps
    {
        get
        {
            List<RecordingGap> gaps = [];
            for (int i = 1; i < directory.Blocks.Count; i++)
            {
                (BlockInfo before, BlockInfo after) = (directory.Blocks[i - 1], directory.Blocks[i]);
                TimeSpan step = Step(before) > Step(after) ? Step(before) : Step(after);
                TimeSpan most = step * UsualSteps > LeastGap ? step * UsualSteps : LeastGap;
                if (after.FirstTime - before.LastTime > most) gaps.Add(new RecordingGap(before.LastTime, after.FirstTime));
            }

            return gaps;
        }
    }

    private static TimeSpan Step(BlockInfo block) => block.Frames < 2 ? TimeSpan.Zero : (block.LastTime - block.FirstTime) / (block.Frames - 1);

    /// <summary>Finds the samples around a time in UTC ticks.</summary>
    internal RecordedMoment Around(long time)
    {
        long? last = null;
        long step = 0;
        foreach (BlockInfo info in directory.Blocks)
        {
            bool isNear = info.LastTime.UtcTicks > time || info.LastTime == directory.Blocks[^1].LastTime;
            if (!isNear)
            {
                last = info.LastTime.UtcTicks;
                step = info.Frames > 1 ? (info.LastTime.UtcTicks - info.FirstTime.UtcTicks) / (info.Frames - 1) : step;
                continue;
            }

            if (directory.Read(info) is not { } block) continue;
            foreach (long sample in TimesOf(block))
            {
                if (sample > time) return Moment(last, sample, time, step);
                step = last is { } before && block.Frames > 1 && sample > info.FirstTime.UtcTicks ? sample - before : step;
                last = sample;
            }
        }

        return Moment(last, null, time, step);
    }

    // A sample is valid until the next one is due, and the next one can be late.
    private static RecordedMoment Moment(long? last, long? next, long time, long step) => new(
        last is { } before ? new DateTimeOffset(before, TimeSpan.Zero) : null,
        next is { } after ? new DateTimeOffset(after, TimeSpan.Zero) : null,
        last is { } from && time - from <= Math.Max(UsualSteps * step, LeastGap.Ticks));

    private static IEnumerable<long> TimesOf(RecordedBlock block)
    {
        ColumnReader column = block[(int)FrameColumn.Sample];
        SampleTimes times = default;
        long step = 0;
        for (int i = 0; i < block.Frames; i++)
        {
            SampleTimes before = times;
            times = SampleTimes.Read(column, before, step);
            if (column.IsMalformed || !times.IsPossible) yield break;
            step = i == 0 ? 0 : times.Monotonic - before.Monotonic;
            yield return times.Began;
        }
    }
}
