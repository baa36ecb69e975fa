using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell.Commands;

namespace Vmon.Host;

/// <summary>What a script's #requires names and is not there. The engine looks only where a script is called as a command.</summary>
internal static class UnmetRequirement
{
    private const string Edition = "Core";

    /// <returns>Null where there is all of it; a module is imported for it, as by the engine.</returns>
    internal static string? Of(ScriptRequirements? needs, Runspace runspace)
    {
        if (needs is null) return null;
        if (needs.RequiredPSVersion > runspace.Version) return $"PowerShell {needs.RequiredPSVersion}; this is {runspace.Version}";
        if (needs.RequiredPSEditions is { Count: > 0 } editions && !editions.Contains(Edition, StringComparer.OrdinalIgnoreCase))
            return $"PowerShell's edition {string.Join(" or ", editions)}; this is {Edition}";
        if (needs.IsElevationRequired && !Environment.IsPrivilegedProcess) return "the rights of root";
        ModuleSpecification? missing = needs.RequiredModules?.FirstOrDefault(module => !IsThere(module, runspace));
        return missing is null ? null : $"the module {missing.Name}, which cannot be imported";
    }

    private static bool IsThere(ModuleSpecification module, Runspace runspace) =>
        Ask("Get-Module", module, runspace) is { Count: > 0 } || Ask("Import-Module", module, runspace) is not null;

    private static ICollection<PSObject>? Ask(string command, ModuleSpecification module, Runspace runspace)
    {
        using PowerShell question = PowerShell.Create(runspace);
        try
        {
            ICollection<PSObject> answer = question.AddCommand(command).AddParameter("FullyQualifiedName", module).Invoke();
            return question.HadErrors ? null : answer;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }
}
