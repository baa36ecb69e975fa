using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell;

/// <summary>The sessions of one runspace, by name. Each runspace has its own; when it closes, they stop.</summary>
internal sealed class SessionRegistry
{
    private static readonly ConditionalWeakTable<Runspace, SessionRegistry> OfRunspaces = [];

    private readonly ConcurrentDictionary<string, VmonSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<(VmonSession Session, Type Wants), long> _warned = [];

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

    /// <summary>Whether it was not said yet that the kernel refuses this to the session: of each want it is said once.</summary>
    internal bool IsFirstDenial(VmonSession session, Enum refused)
    {
        long wants = Convert.ToInt64(refused, CultureInfo.InvariantCulture);
        bool isFirst = !_warned.TryGetValue((session, refused.GetType()), out long said) || (wants & ~said) != 0;
        _warned[(session, refused.GetType())] = said | wants;
        return isFirst;
    }

    /// <summary>Whether it was not said yet that something of the session's captured tree was not opened.</summary>
    internal bool IsFirstRefusal(VmonSession session) => _warned.TryAdd((session, typeof(VmonSession)), 0);

    internal VmonSession? Find(string name) => Running.GetValueOrDefault(name);

    internal bool TryAdd(VmonSession session) => Running.TryAdd(session.Name, session);

    internal void Stop(VmonSession session)
    {
        _ = _sessions.TryRemove(KeyValuePair.Create(session.Name, session));
        foreach ((VmonSession Session, Type) key in _warned.Keys)
            if (key.Session == session) _ = _warned.TryRemove(key, out _);
        session.Dispose();
    }

    internal void StopAll()
    {
        foreach (VmonSession session in _sessions.Values) Stop(session);
    }

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
