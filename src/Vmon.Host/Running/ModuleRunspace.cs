using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace Vmon.Host;

/// <summary>A runspace with the module that lies beside the host, whatever else of its name is on PSModulePath.</summary>
internal static class ModuleRunspace
{
    private const string ModulePath = "PSModulePath";

    private static readonly string Modules = Path.Combine(AppContext.BaseDirectory, "Modules");

    internal static string Manifest => Path.Combine(Modules, "Vmon", "Vmon.psd1");

    /// <summary>Whether the engine is without the modules that come with pwsh, as it is unless built with PowerShellSdk=true.</summary>
    internal static bool IsBare { get; } = !File.Exists(Path.Combine(AppContext.BaseDirectory, "Microsoft.PowerShell.Commands.Utility.dll"));

    /// <exception cref="System.Management.Automation.RuntimeException">The module cannot be imported.</exception>
    internal static Runspace Open(PSHost host)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(Manifest);
        state.ThrowOnRunspaceOpenError = true;
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        try
        {
            runspace.Open();
        }
        catch
        {
            // Its thread would keep the process.
            runspace.Dispose();
            throw;
        }

        // A script may import it again by name.
        Environment.SetEnvironmentVariable(ModulePath, $"{Modules}:{Environment.GetEnvironmentVariable(ModulePath)}");
        return runspace;
    }
}
