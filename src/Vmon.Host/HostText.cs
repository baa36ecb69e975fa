using System.Management.Automation;
using System.Reflection;

namespace Vmon.Host;

/// <summary>Version, banner and usage of vmon.</summary>
internal static class HostText
{
    internal const string Help = """

        vmon: PowerShell with the Vmon module.

        Usage: vmon [options] [-Command <command>]
               vmon [options] [-File] <script> [arguments]
               <command> | vmon [options]

        With no command and no script, vmon reads a script from redirected standard input, or starts an interactive session.
        vmon takes the options of pwsh, such as -NoProfile, -NonInteractive, -NoExit and -WorkingDirectory; see
        https://aka.ms/powershell-docs.

          vmon -Command "Watch-VmonProcess -Id 1 -FollowChildren -Count 3"
          vmon -Command "Get-VmonProcess | ConvertTo-VmonJson" | jq .ProcessName
          vmon -Command "Get-Help about_Vmon"

        Exit codes: the value passed to 'exit'; 1 if the script fails; 64 if the command line is not valid; 130, 143 or 129 after
        SIGINT, SIGTERM or SIGHUP; 141 if the reader of standard output exits.
        """;

    internal static string Version => $"vmon {VersionOf(typeof(HostText))} (PowerShell {VersionOf(typeof(PSObject))})";

    internal static string Banner => $"{Version}\nRun Get-Command -Module Vmon to list its cmdlets, and Get-Help about_Vmon for an introduction.";

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', ' ')[0];
}
