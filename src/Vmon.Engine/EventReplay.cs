using Vmon.Kernel.Events;
using Vmon.Recording;
using Vmon.Recording.Events;
using Vmon.Recording.Processes;

namespace Vmon;

/// <summary>The events of processes in a recording.</summary>
/// <param name="blocks">The blocks.</param>
/// <param name="selection">Events to report.</param>
/// <param name="host">Name of the host.</param>
internal sealed class EventReplay(BlockSequence blocks, EventSelection selection, string host)
{
    /// <summary>Gets the events of a range of times, until it is cancelled.</summary>
    internal IEnumerable<ProcessEvent> In(FrameRange range, CancellationToken cancellation)
    {
        ProcessOrigins origins = new();
        EventSelector? selector = null;
        EventHost? at = null;
        Guid boot = default;
        foreach (FrameReader block in blocks.In(LateEvents.Until(range), FrameParts.Processes | FrameParts.Events))
        {
            if (cancellation.IsCancellationRequested) yield break;
            while (!cancellation.IsCancellationRequested && block.TryRead())
            {
                if (block.IsWhole)
                {
                    // Processes of another boot have nothing in common with these.
                    if (block.Preamble!.BootId != boot) (origins, selector, boot) = (new ProcessOrigins(), null, block.Preamble.BootId);
                    foreach (RecordedProcess process in block.Processes) process.NoteIn(origins);
                    at = HostOf(block);
                    selector ??= new EventSelector(selection, origins);
                }

                foreach (ProcessRecord record in block.Events)
                {
                    if (selector!.Select(record) is not { } origin) continue;
                    ProcessEvent happened = new(record, origin, at!);
                    if (happened.Time.UtcTicks >= range.Start && happened.Time.UtcTicks <= range.End) yield return happened;
                }
            }
        }
    }

    private EventHost HostOf(FrameReader block) => new(
        host,
        block.Preamble!.BootTime ?? default,
        block.Preamble.Zone,
        block.Users.ToNames());
}
