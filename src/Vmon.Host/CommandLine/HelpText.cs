using System.Management.Automation;
using System.Reflection;

namespace Vmon.Host;

/// <summary>What --help and --version print.</summary>
internal static class HelpText
{
    internal const string Hint = "'vmon --help' tells how it is used.";

    internal const string Full = """
        vmon: PowerShell's engine with the Vmon module, for machines without pwsh.

        usage: vmon [-OutputFormat Text|Json] -Command <command>
               vmon [-OutputFormat Text|Json] [-File] <script> [<arguments>]
               vmon [-OutputFormat Text|Json] < script

          -Command, -c       Runs the command, which is all that follows. '-' reads it from standard input.
          -File, -f          Runs a script with the arguments that follow it.
          -OutputFormat, -o  Text: by the module's views, as wide as the terminal (COLUMNS, or 120, where there is none).
                             Json: one object per line. Times are ISO 8601, time spans seconds, enumerations their names.
          -Help, -h          This text.
          -Version, -v       Versions of vmon and of the engine.

        Output goes to standard output; errors, warnings and messages to standard error. Colours only on a terminal,
        and not with NO_COLOR. The exit code is 0, or what is given to 'exit'; 1 for an error that ends it, and for a command
        whose last statement failed; 64 for a command line that is not understood, or a script that cannot be read; 70 where the
        module does not start; 130 after Ctrl+C, 143 after SIGTERM, 129 after SIGHUP, and 141 where the reader of the output has gone.

        The engine comes with its core cmdlets only: Where-Object, ForEach-Object, Get-Command, Get-Help and the like. For
        Sort-Object, Select-Object, Group-Object and all others, use the module in pwsh.

          vmon -c "Watch-VmonProcess -Id 1 -FollowChildren -Count 3"
          vmon -o Json -c "Get-VmonProcess" | jq 'select(.WorkingSet > 1e8) | .ProcessName'
          vmon -c "Get-Command -Module Vmon"
        """;

    internal static string Version => $"vmon {VersionOf(typeof(HelpText))} (PowerShell engine {VersionOf(typeof(PSObject))})";

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+', ' ')[0];
}
