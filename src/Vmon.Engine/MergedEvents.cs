namespace Vmon;

/// <summary>Merges the events of several recordings.</summary>
internal static class MergedEvents
{
    /// <summary>The next event is always the earliest of those that come first in their sequence.</summary>
    internal static IEnumerable<ProcessEvent> Of(IReadOnlyList<IEnumerable<ProcessEvent>> sequences)
    {
        PriorityQueue<IEnumerator<ProcessEvent>, (DateTimeOffset Time, int Sequence)> heads = new();
        try
        {
            for (int i = 0; i < sequences.Count; i++) Enqueue(sequences[i].GetEnumerator(), i, heads);
            while (heads.TryPeek(out IEnumerator<ProcessEvent>? next, out (DateTimeOffset Time, int Sequence) place))
            {
                yield return next.Current;
                _ = heads.Dequeue();
                Enqueue(next, place.Sequence, heads);
            }
        }
        finally
        {
            foreach ((IEnumerator<ProcessEvent> rest, _) in heads.UnorderedItems) rest.Dispose();
        }
    }

    private static void Enqueue(IEnumerator<ProcessEvent> sequence, int index, PriorityQueue<IEnumerator<ProcessEvent>, (DateTimeOffset Time, int Sequence)> heads)
    {
        if (sequence.MoveNext()) heads.Enqueue(sequence, (sequence.Current.Time, index));
        else sequence.Dispose();
    }
}
