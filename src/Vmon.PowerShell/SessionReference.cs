using System.Collections;
using System.Management.Automation;

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

/// <summary>Converts sessions and names to session references, before the binder converts a session to text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionReferenceTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? input = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (input is string || input is not IEnumerable items) return From(inputData) is { } one ? new[] { one } : inputData;

        SessionReference?[] references = [.. items.Cast<object?>().Select(From)];
        return references.Contains(null) ? inputData : references;
    }

    private static SessionReference? From(object? item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        SessionReference reference => reference,
        VmonSession session => new SessionReference(session),
        string { Length: > 0 } name => new SessionReference(name),
        _ => null,
    };
}
