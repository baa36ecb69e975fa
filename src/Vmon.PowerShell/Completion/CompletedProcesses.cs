using System.Collections;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>The processes of the session that the command being completed names. Does not start a session.</summary>
internal static class CompletedProcesses
{
    internal static IReadOnlyList<ProcessEntry> Of(string commandName, IDictionary boundParameters)
    {
        // Stop-VmonProcess acts on this machine, independently of sessions.
        bool isLocal = commandName.EndsWith("Stop-VmonProcess", StringComparison.OrdinalIgnoreCase);
        try
        {
            return (isLocal ? new SessionOptions().ProcRoot : RootOf(boundParameters["Session"])) is string root ? ProcessList.Read(root) : [];
        }
        catch (Exception reason) when (reason is InvalidProcRootException or ExhaustedException)
        {
            return [];
        }
    }

    private static string? RootOf(object? session) => (session is PSObject wrapped ? wrapped.BaseObject : session) switch
    {
        VmonSession itself => itself.ProcRoot,
        null => SessionRegistry.Current.Find(SessionOptions.DefaultName)?.ProcRoot ?? new SessionOptions().ProcRoot,
        object name => SessionRegistry.Current.Find(name.ToString() ?? "")?.ProcRoot,
    };
}
