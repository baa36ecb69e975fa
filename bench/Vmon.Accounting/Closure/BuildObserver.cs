namespace Vmon.Accounting.Closure;

/// <summary>A tool that observes a build.</summary>
internal abstract class BuildObserver(string name)
{
    internal string Name => name;

    /// <summary>Why it cannot run on this machine. Null if it can.</summary>
    internal virtual string? Absence() => null;

    /// <summary>Begins the build, and observes it to its end.</summary>
    internal abstract Usage Observe(Build build);
}
