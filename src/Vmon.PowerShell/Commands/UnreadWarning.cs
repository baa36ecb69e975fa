using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace Vmon.PowerShell;

/// <summary>Warns that properties were asked for by name and are null because they were not read: of each once for a command.</summary>
internal sealed class UnreadWarning(UnreadProperties unread)
{
    private readonly HashSet<string> _said = [];
    private int _isWaiting;

    /// <summary>The warning for what was asked since the last call; null for none.</summary>
    /// <param name="isNew">Whether a property is to be named; null for all.</param>
    internal string? Take(Predicate<string>? isNew = null)
    {
        IReadOnlyDictionary<string, ProcessDataSets> asked = unread.Take();
        string[] names = [.. asked.Keys.Where(_said.Add).Where(name => isNew?.Invoke(name) != false).Order(StringComparer.Ordinal)];
        return names.Length == 0 ? null : Warnings.Unread(names, names.Aggregate(ProcessDataSets.None, (all, name) => all | asked[name]));
    }

    /// <summary>
    /// Samples outlive the command, in variables. What is asked of them then is told when the pipeline that asks has ended: only then is it
    /// known whether it asked for everything.
    /// </summary>
    /// <param name="host">Where it is told.</param>
    /// <param name="isNew">Whether a property was not named to it before: a script may leave samples of many commands behind.</param>
    internal void TellLater(PSHost host, Predicate<string> isNew) => unread.Asked += (_, _) =>
    {
        if (Runspace.DefaultRunspace is not { } runspace || Interlocked.Exchange(ref _isWaiting, 1) != 0) return;
        runspace.AvailabilityChanged += Tell;

        void Tell(object? sender, RunspaceAvailabilityEventArgs change)
        {
            if (change.RunspaceAvailability != RunspaceAvailability.Available) return;
            runspace.AvailabilityChanged -= Tell;
            _isWaiting = 0;
            if (Take(isNew) is string warning) Write(host, warning);
        }
    };

    // A host need not have a user interface, and may be closing.
    private static void Write(PSHost host, string warning)
    {
        try
        {
            host.UI?.WriteWarningLine(warning);
        }
        catch (Exception reason) when (reason is HostException or NotImplementedException or InvalidOperationException or IOException)
        {
        }
    }
}
