namespace Vmon.PowerShell;

/// <summary>A session as a parameter takes it: by name, or itself.</summary>
public sealed class SessionReference
{
    /// <summary>By name.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public SessionReference(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>Itself.</summary>
    public SessionReference(VmonSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
        Name = session.Name;
    }

    internal string Name { get; }

    internal VmonSession? Session { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
