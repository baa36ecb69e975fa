using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace Vmon.Host;

/// <summary>The runspace of PowerShell's console, which is the oldest.</summary>
internal static class ConsoleRunspace
{
    /// <summary>Closes the runspace. Running commands are stopped as by Ctrl+C; their finally blocks run.</summary>
    /// <returns>False if the console has not opened it yet.</returns>
    internal static bool Close()
    {
        using Runspace own = RunspaceFactory.CreateRunspace(InitialSessionState.Create());
        own.Open();
        using PowerShell query = PowerShell.Create(own).AddCommand(new CmdletInfo("Get-Runspace", typeof(GetRunspaceCommand)));
        Runspace? console = query.Invoke<Runspace>().Where(runspace => runspace.Id != own.Id).MinBy(runspace => runspace.Id);
        if (console is not { RunspaceStateInfo.State: RunspaceState.Opened }) return false;
        console.Close();
        return true;
    }
}
