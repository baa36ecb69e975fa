using System.Management.Automation;
using Microsoft.PowerShell;
using Vmon.Host;

// PowerShell reads these variables once, at startup.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
Environment.SetEnvironmentVariable("POWERSHELL_UPDATECHECK", "Off");
EngineDirectories.Prepare();
ModulePath.Prepare();

CommandLine command = new(args);
if (command.AsksForVersion)
{
    Console.WriteLine(HostText.Version);
    return 0;
}

// PowerShell itself handles NO_COLOR.
if (Console.IsOutputRedirected || Console.IsErrorRedirected) PSStyle.Instance.OutputRendering = OutputRendering.PlainText;

// Standard input is read before signals are handled: by default, a signal ends the read.
string[] arguments = args;
try
{
    if (command.ReadsScript) arguments = command.With(Console.In.ReadToEnd());
}
catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"vmon: Cannot read standard input: {reason.Message}");
    return 64;
}

using Interruption? interruption = command.Ends ? new() : null;
int code = ConsoleShell.Start(HostText.Banner, HostText.Help, arguments);
return interruption?.Code ?? code;
