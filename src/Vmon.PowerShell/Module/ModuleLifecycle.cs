using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What happens when the module is imported, and when it is removed.</summary>
public sealed class ModuleLifecycle : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>Refuses to be imported where there is no /proc.</summary>
    /// <exception cref="PlatformNotSupportedException">The system is not Linux.</exception>
    public void OnImport() => RequireLinux(OperatingSystem.IsLinux());

    /// <summary>Stops the sessions of the runspace that removes the module; another's go on.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => SessionRegistry.Current.StopAll();

    internal static void RequireLinux(bool isLinux)
    {
        if (!isLinux) throw new PlatformNotSupportedException("Vmon reads /proc of Linux and works on no other system.");
    }
}
