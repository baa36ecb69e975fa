using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Vmon.Soak.Actors;

/// <summary>Opens a runspace and runs a script that samples, stops sessions or removes the module. Stops the script at a random time.</summary>
internal sealed class Shells(string name, SoakRun run) : Actor(name, run)
{
    private static readonly string[] Scripts =
    [
        "$s = Start-VmonSession one; Watch-VmonProcess -Session $s -Interval 0.1 -Count 4; Stop-VmonSession one",
        "Watch-VmonProcess -Interval 0.05 | ForEach-Object { if (-not $removed) { $removed = $true; Remove-Module Vmon } }",
        "Start-VmonSession a | Out-Null; Start-VmonSession b -Exact | Out-Null; Get-VmonTree -Session a; Get-VmonPipe -Session b; Stop-VmonSession *",
        "Watch-VmonSystem -Interval 0.1 -Count 3; Get-VmonProcess; Get-VmonSession",
        "Watch-VmonProcess -Interval 0.02 -IncludeThread",
        "Wait-VmonProcess -Id 1 -Interval 0.02",
    ];

    protected override void Turn()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(SoakRun.Manifest);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using System.Management.Automation.PowerShell pipeline = System.Management.Automation.PowerShell.Create(runspace);
        IAsyncResult running = pipeline.AddScript(Scripts[Any(Scripts.Length)]).BeginInvoke();
        if (!running.AsyncWaitHandle.WaitOne(2 * AnyPause())) pipeline.Stop();
        try
        {
            foreach (PSObject item in pipeline.EndInvoke(running))
                if (item.BaseObject is ProcessSample) CountSample();
        }
        catch (PipelineStoppedException)
        {
            // The script was stopped.
        }

        foreach (ErrorRecord error in pipeline.Streams.Error) Fault(error.ToString());
        Rest(8 * AnyPause());
    }
}
