using System.Collections.Concurrent;
using Vmon.Native;

namespace Vmon.Sampling;

/// <summary>Names of users, each asked of the system once, and only when somebody wants to see it: a directory server may be slow.</summary>
internal sealed class UserNames
{
    private readonly ConcurrentDictionary<long, string?> _names = new();

    /// <summary>Null for a user that this machine does not know.</summary>
    internal string? Of(long user)
    {
        if (_names.TryGetValue(user, out string? name)) return name;
        if (UserDatabase.TryName((uint)user, out name)) _names[user] = name;
        return name;
    }
}
