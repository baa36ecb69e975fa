using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>
/// A process as a parameter takes it: a pid, one of our own objects, a Get-Process object, or anything with an Id. Where it tells a
/// start time, only the process that started then is meant. Or a name, with which all that have it are meant.
/// </summary>
public sealed class ProcessReference
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    internal ProcessReference(int id) => Id = id;

    internal ProcessReference(ProcessIdentity identity)
    {
        Id = identity.Id;
        Identity = identity;
    }

    internal ProcessReference(int id, DateTimeOffset started)
    {
        Id = id;
        Started = started;
    }

    internal ProcessReference(string name) => Name = name;

    /// <summary>0 where a name is meant.</summary>
    internal int Id { get; }

    /// <summary>The name, with wildcards; null where one process is meant.</summary>
    internal string? Name { get; }

    /// <summary>Exact, from one of our own objects.</summary>
    internal ProcessIdentity? Identity { get; }

    /// <summary>From elsewhere: .NET's start times are off by up to seconds.</summary>
    internal DateTimeOffset? Started { get; }

    /// <summary>Whether the process that has the pid now is the one meant.</summary>
    internal bool IsMeant(ProcessIdentity found, DateTimeOffset? foundStarted)
    {
        if (Identity is not null) return Identity == found;
        return Started is null || foundStarted is null || (Started.Value - foundStarted.Value).Duration() <= Tolerance;
    }

    /// <summary>The pid, or the name.</summary>
    public override string ToString() => Name ?? Id.ToString(CultureInfo.InvariantCulture);
}
