using System.Management.Automation;

namespace Vmon.PowerShell.Parameters;

/// <summary>Names of units of systemd as a person types them.</summary>
internal static class UnitName
{
    private static readonly string[] Types = [".service", ".socket", ".target", ".device", ".mount", ".automount", ".swap", ".timer", ".path", ".slice", ".scope"];

    /// <summary>The whole name: as for systemctl, nginx is nginx.service. A pattern stays as it is.</summary>
    internal static string Complete(string name) =>
        WildcardPattern.ContainsWildcardCharacters(name) || Types.Any(type => name.EndsWith(type, StringComparison.Ordinal)) ? name : $"{name}.service";
}
