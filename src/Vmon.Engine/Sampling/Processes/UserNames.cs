using System.Collections.Concurrent;
using Vmon.Native;

namespace Vmon.Sampling;

/// <summary>
/// Names of users, asked of the system only when a name is read, and then seldom: a directory server may be slow. A user may be
/// made or renamed meanwhile, so that no answer holds for ever.
/// </summary>
/// <param name="time">The clock by which an answer gets old.</param>
/// <param name="ask">Who is asked; null for this machine's user database.</param>
internal sealed class UserNames(TimeProvider time, UserNames.Question? ask = null)
{
    /// <summary>How many answers are kept at most.</summary>
    internal const int MostKept = 4096;

    /// <summary>How long a name holds.</summary>
    internal static readonly TimeSpan NameHolds = TimeSpan.FromHours(1);

    /// <summary>How long it holds that nobody knows the user.</summary>
    internal static readonly TimeSpan UnknownHolds = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, (string? Name, long Since)> _answers = new();
    private readonly Question _ask = ask ?? UserDatabase.TryName;

    /// <summary>Whether that is the answer, and not only what could not be asked.</summary>
    internal delegate bool Question(uint user, out string? name);

    /// <summary>Null for a user that this machine does not know; where it cannot be asked, what it said before.</summary>
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
