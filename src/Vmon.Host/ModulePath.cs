using System.Management.Automation;

namespace Vmon.Host;

/// <summary>Where PowerShell finds modules by name: Vmon beside vmon first, then all that pwsh looks at.</summary>
internal static class ModulePath
{
    private const string Variable = "PSModulePath";

    internal static void Prepare()
    {
        string own = Path.Combine(AppContext.BaseDirectory, "VmonModules");
        string inherited = ModuleIntrinsics.GetModulePath(Environment.GetEnvironmentVariable(Variable), null, null);
        string[] others = inherited.Split(Path.PathSeparator);
        Environment.SetEnvironmentVariable(Variable, string.Join(Path.PathSeparator, others.Where(path => path != own).Prepend(own)));
    }
}
