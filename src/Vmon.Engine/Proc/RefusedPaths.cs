namespace Vmon.Proc;

/// <summary>What was refused of a captured tree, whoever of a session asked.</summary>
internal sealed class RefusedPaths
{
    private string? _first;

    /// <summary>The first of them; null for none.</summary>
    internal string? First => Volatile.Read(ref _first);

    internal void Add(string path) => _ = Interlocked.CompareExchange(ref _first, path, null);
}
