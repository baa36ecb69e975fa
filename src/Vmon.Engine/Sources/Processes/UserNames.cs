using System.Collections.Concurrent;
using Vmon.Native;

namespace Vmon.Sources.Processes;

/// <summary>
/// Names of users, looked up on demand and cached, because a directory server may be slow. Entries expire, because users can be created or
/// renamed.
/// </summary>
/// <param name="time">The clock for the expiry of answers.</param>
/// <param name="ask">The lookup. Null for this machine's user database.</param>
internal sealed class UserNames(TimeProvider time, UserNames.Question? ask = null)
{
    /// <summary>How many answers are kept at most.</summary>
    internal const int MostKept = 4096;

    /// <summary>How long a name holds.</summary>
    internal static readonly TimeSpan NameHolds = TimeSpan.FromHours(1);

    /// <summary>Lifetime of an unknown user in the cache.</summary>
    internal static readonly TimeSpan UnknownHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, (string? Name, long Since)> _answers = new();
    private readonly Question _ask = ask ?? UserDatabase.TryName;

    /// <summary>Whether the answer is definite, not a failed lookup.</summary>
    internal delegate bool Question(uint user, out string? name);

    /// <summary>Null for an unknown user. If the lookup fails, the previous answer.</summary>
    internal string? Of(long user)
    {
        bool isKnown = _answers.TryGetValue(user, out (string? Name, long Since) last);
        if (isKnown && time.GetElapsedTime(last.Since) < (last.Name is null ? UnknownHolds : NameHolds)) return last.Name;
        if (!_ask((uint)user, out string? name)) return last.Name;
        if (!isKnown && _answers.Count >= MostKept) _answers.Clear();
        _answers[user] = (name, time.GetTimestamp());
        return name;
    }
}
