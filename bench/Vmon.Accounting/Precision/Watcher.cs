namespace Vmon.Accounting.Precision;

/// <summary>A tool that shows the CPU usage of processes.</summary>
internal abstract class Watcher(string name, TimeSpan shortest)
{
    internal string Name => name;

    /// <summary>Why it cannot run on this machine. Null if it can.</summary>
    internal virtual string? Absence() => null;

    internal bool Supports(TimeSpan interval) => interval >= shortest;

    /// <summary>Watches processes for a number of intervals.</summary>
    internal abstract IEnumerable<Shown> Watch(IReadOnlyList<int> ids, TimeSpan interval, int samples);
}
