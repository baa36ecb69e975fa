using System.Management.Automation;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Runs when the module is imported and removed.</summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Fails on systems other than Linux.</summary>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    public void OnImport() => RequireLinux(OperatingSystem.IsLinux());

    /// <summary>Stops the exporters, recorders and sessions of the runspace that removes the module.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        Started.Exporters.StopAll();
        Started.Recorders.StopAll();
        SessionRegistry.Current.StopAll();
    }

    internal static void RequireLinux(bool isLinux)
    {
        if (!isLinux) throw new PlatformNotSupportedException("Cannot import Vmon: it reads the /proc file system of Linux. Import it on Linux.");
    }
}
