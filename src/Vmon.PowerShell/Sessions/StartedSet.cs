using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell.Sessions;

/// <summary>What one runspace started and that goes on until it is stopped, by name. It is stopped when the runspace closes.</summary>
internal sealed class StartedSet<T>
    where T : class, IDisposable
{
    private static readonly ConditionalWeakTable<Runspace, StartedSet<T>> OfRunspaces = [];

    private readonly ConcurrentDictionary<string, T> _items = new(StringComparer.Ordinal);
    private readonly Func<T, string> _nameOf;

    private StartedSet(Runspace runspace, Func<T, string> nameOf)
    {
        _nameOf = nameOf;
        runspace.StateChanged += (_, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken) StopAll();
        };
    }

    /// <summary>All of them, those included that ended because their session was stopped.</summary>
    internal T[] All => [.. _items.OrderBy(static item => item.Key, StringComparer.Ordinal).Select(static item => item.Value)];

    /// <summary>Those of the current runspace.</summary>
    internal static StartedSet<T> Of(Func<T, string> nameOf) => OfRunspaces.GetValue(Runspace.DefaultRunspace, runspace => new StartedSet<T>(runspace, nameOf));

    /// <summary>Those with a name, or whose name matches a pattern.</summary>
    internal T[] Named(string name)
    {
        WildcardPattern pattern = new(name);
        return [.. All.Where(item => _nameOf(item) == name || pattern.IsMatch(_nameOf(item)))];
    }

    internal void Add(T item) => _items[_nameOf(item)] = item;

    internal void Stop(T item)
    {
        _ = _items.TryRemove(KeyValuePair.Create(_nameOf(item), item));
        item.Dispose();
    }

    internal void StopAll()
    {
        foreach (T item in _items.Values) Stop(item);
    }
}
