namespace Vmon.ProcFs;

/// <summary>Paths of a captured tree that were refused, for all watches of a session.</summary>
internal sealed class RefusedPaths
{
    private string? _first;

    /// <summary>The first refused path. Null if there is none.</summary>
    internal string? First => Volatile.Read(ref _first);

    internal void Add(string path) => _ = Interlocked.CompareExchange(ref _first, path, null);
}
