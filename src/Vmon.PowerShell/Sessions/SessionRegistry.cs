using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell.Sessions;

/// <summary>The sessions of one runspace, by name. They are stopped when the runspace closes.</summary>
internal sealed class SessionRegistry
{
    private static readonly ConditionalWeakTable<Runspace, SessionRegistry> OfRunspaces = [];

    private readonly ConcurrentDictionary<string, VmonSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConditionalWeakTable<VmonSession, ConcurrentDictionary<string, bool>> _reported = [];

    /// <summary>The sessions of the current runspace.</summary>
    internal static SessionRegistry Current => OfRunspaces.GetValue(Runspace.DefaultRunspace, Create);

    internal IEnumerable<VmonSession> All => Running.Values.OrderBy(session => session.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The default session. Started on first use.</summary>
    /// <exception cref="InvalidProcRootException">/proc of this machine cannot be read.</exception>
    internal VmonSession Default => Running.GetOrAdd(SessionOptions.DefaultName, static _ => new VmonSession(new SessionOptions()));

    /// <summary>The sessions that run. Removes those that another runspace stopped.</summary>
    private ConcurrentDictionary<string, VmonSession> Running
    {
        get
        {
            foreach (VmonSession session in _sessions.Values)
                if (session.IsStopped) Stop(session);
            return _sessions;
        }
    }

    /// <summary>Whether this is the first denial in the session. Marks it as reported.</summary>
    internal bool IsFirstDenial(VmonSession session) => IsFirst(session, "denied");

    /// <summary>Whether this is the first report of an unreadable file in the session. Marks it as reported.</summary>
    internal bool IsFirstUnread(VmonSession session, UnreadFiles unread) => unread.Path is not null && IsFirst(session, unread.Path);

    /// <summary>Whether this is the first skipped link or device in the session's captured tree. Marks it as reported.</summary>
    internal bool IsFirstRefusal(VmonSession session) => IsFirst(session, "refused");

    /// <summary>Whether this is the first report of an unread property in the session. Marks it as reported.</summary>
    internal bool IsFirstUnread(VmonSession session, string property) => IsFirst(session, "property " + property);

    /// <summary>Whether this is the first watch of events in the session that has no counters. Marks it as reported.</summary>
    internal bool IsFirstConnector(VmonSession session) => IsFirst(session, "connector");

    /// <summary>Whether this is the first watch in the session of which not every network call is counted. Marks it as reported.</summary>
    internal bool IsFirstWithoutNetwork(VmonSession session) => IsFirst(session, "network");

    /// <summary>Whether this is the first report of network namespaces that could not be entered in the session. Marks it as reported.</summary>
    internal bool IsFirstNamespaces(VmonSession session) => IsFirst(session, "namespaces");

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
