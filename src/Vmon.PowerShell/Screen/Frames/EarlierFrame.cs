namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Finds the processes of a frame in the frame before. Nearly all have the same place among the others, so that they are found by going through both.</summary>
internal sealed class EarlierFrame(ProcessSample[] processes)
{
    // Further away, a process is looked up.
    private const int Near = 16;

    private Dictionary<ProcessKey, int>? _places;
    private int _next;

    /// <summary>The same process before. Null if it is new. Called in the order of the frame.</summary>
    internal ProcessSample? Find(ProcessSample process)
    {
        for (int at = _next; at < processes.Length && at - _next < Near; at++)
        {
            if (processes[at].Identity != process.Identity || processes[at].ThreadId != process.ThreadId) continue;
            _next = at + 1;
            return processes[at];
        }

        if (process.IsFirstSample) return null;
        _places ??= Places();
        if (!_places.TryGetValue(ProcessKey.Of(process), out int place)) return null;
        _next = place + 1;
        return processes[place];
    }

    private Dictionary<ProcessKey, int> Places()
    {
        Dictionary<ProcessKey, int> places = new(processes.Length);
        for (int i = 0; i < processes.Length; i++) places[ProcessKey.Of(processes[i])] = i;
        return places;
    }
}
