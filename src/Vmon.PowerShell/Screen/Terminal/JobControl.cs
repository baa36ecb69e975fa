using System.Globalization;

namespace Vmon.PowerShell.Screen.Terminal;

/// <summary>Stops this process as a job of its shell.</summary>
internal static class JobControl
{
    /// <summary>
    /// Whether a shell can continue this process: a parent of its process group is in another group of the session. Otherwise the group is orphaned, and a process of it that stops is lost.
    /// </summary>
    internal static bool HasShell
    {
        get
        {
            if (Parse(Environment.ProcessId) is not { } own) return false;
            Place? above = Parse(own.Parent);
            while (above?.Group == own.Group) above = Parse(above.Value.Parent);
            return above?.Session == own.Session;
        }
    }

    /// <summary>Asks the process group to stop, as the terminal does when Ctrl+Z is typed.</summary>
    internal static void Ask() => _ = TerminalCalls.Kill(0, TerminalCalls.TerminalStop);

    /// <summary>Stops this process at once. The runtime does not do it after its handlers of SIGTSTP.</summary>
    internal static void Stop() => _ = TerminalCalls.Kill(Environment.ProcessId, TerminalCalls.Stop);

    // 4711 (pwsh) S 4700 4711 4700 34816 ...: parent, process group, session
    private static Place? Parse(int pid)
    {
        try
        {
            string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Place(Number(fields[1]), Number(fields[2]), Number(fields[3]));
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

    private readonly record struct Place(int Parent, int Group, int Session);
}
