using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell;

/// <summary>The sessions of one runspace, by name. Each runspace has its own; when it closes, they stop.</summary>
internal sealed class SessionRegistry
{
    private static readonly ConditionalWeakTable<Runspace, SessionRegistry> OfRunspaces = [];

    private readonly ConcurrentDictionary<string, VmonSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<VmonSession, ConcurrentDictionary<string, bool>> _reported = [];

    /// <summary>Those of the runspace that the calling thread works in.</summary>
    internal static SessionRegistry Current => OfRunspaces.GetValue(Runspace.DefaultRunspace, Create);

    internal IEnumerable<VmonSession> All => Running.Values.OrderBy(session => session.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The one that cmdlets use when none is named, started now if it is not there.</summary>
    /// <exception cref="InvalidProcRootException">This machine's /proc cannot be read.</exception>
    internal VmonSession Default => Running.GetOrAdd(SessionOptions.DefaultName, static _ => new VmonSession(new SessionOptions()));

    /// <summary>Without those that another runspace has stopped.</summary>
    private ConcurrentDictionary<string, VmonSession> Running
    {
        get
        {
            foreach (VmonSession session in _sessions.Values)
                if (session.IsStopped) Stop(session);
            return _sessions;
        }
    }

    /// <summary>Whether no denial was reported for the session yet; asking reports it.</summary>
    internal bool IsFirstDenial(VmonSession session) => IsFirst(session, "denied");

    /// <summary>Whether it was not reported yet that the session cannot read this file; asking reports it.</summary>
    internal bool IsFirstUnread(VmonSession session, UnreadFiles unread) => unread.Path is not null && IsFirst(session, unread.Path);

    /// <summary>Whether it was not reported yet that a link or device of the session's captured tree was not opened; asking reports it.</summary>
    internal bool IsFirstRefusal(VmonSession session) => IsFirst(session, "refused");

    /// <summary>Whether it was not reported yet that a property was asked of a session's samples and not read; asking reports it.</summary>
    internal bool IsFirstUnread(VmonSession session, string property) => IsFirst(session, "property " + property);

    internal VmonSession? Find(string name) => Running.GetValueOrDefault(name);

    internal bool TryAdd(VmonSession session) => Running.TryAdd(session.Name, session);

    internal void Stop(VmonSession session)
    {
        _ = _sessions.TryRemove(KeyValuePair.Create(session.Name, session));
        session.Dispose();
    }

    internal void StopAll()
    {
        foreach (VmonSession session in _sessions.Values) Stop(session);
    }

    private bool IsFirst(VmonSession session, string subject) => _reported.GetOrCreateValue(session).TryAdd(subject, true);

    private static SessionRegistry Create(Runspace runspace)
    {
        SessionRegistry registry = new();
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken) registry.StopAll();
        };
        return registry;
    }
}
