namespace Vmon.PowerShell;

/// <summary>A session as a parameter value: a name or a session object.</summary>
public sealed class SessionReference
{
    /// <summary>References a session by name.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public SessionReference(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Name = name;
    }

    /// <summary>References a session object.</summary>
    public SessionReference(VmonSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
        Name = session.Name;
    }

    internal string Name { get; }

    internal VmonSession? Session { get; }

    /// <summary>Name of the session.</summary>
    public override string ToString() => Name;
}
