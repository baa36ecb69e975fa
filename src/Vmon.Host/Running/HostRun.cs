using System.Management.Automation;

namespace Vmon.Host;

/// <summary>One run, from options to exit code: outputs, signals and engine are joined here.</summary>
internal static class HostRun
{
    internal static int Execute(HostOptions options)
    {
        using Interruption interruption = new();
        StandardOutputs outputs = StandardOutputs.Open(interruption);
        int code = Execute(options, outputs, interruption);
        return interruption.Code ?? code;
    }

    private static int Execute(HostOptions options, StandardOutputs outputs, Interruption interruption)
    {
        switch (options.Mode)
        {
            case HostMode.Help:
                outputs.Output.WriteLine(HelpText.Full);
                return ExitCode.Success;
            case HostMode.Version:
                outputs.Output.WriteLine(HelpText.Version);
                return ExitCode.Success;
            case HostMode.Invalid:
                outputs.Messages.WriteLine(options.Error is null ? HelpText.Full : $"vmon: {options.Error}\n{HelpText.Hint}");
                return ExitCode.Usage;
            default:
                return RunScript(options, outputs, interruption);
        }
    }

    private static int RunScript(HostOptions options, StandardOutputs outputs, Interruption interruption)
    {
        (TerminalOutput output, TerminalOutput messages) = outputs;
        if (ScriptSource.Read(options, out string? problem) is not ScriptSource source)
        {
            messages.WriteLine($"vmon: {problem}");
            return ExitCode.Usage;
        }

        bool isJson = options.Format == OutputFormat.Json;
        try
        {
            VmonHost host = new(new HostInterface(isJson ? messages : output, messages));
            using ScriptRunner runner = new(host, isJson ? new JsonLines(output) : null, messages);
            return runner.Run(source, options.Arguments, interruption);
        }
        catch (RuntimeException reason)
        {
            messages.WriteLine($"vmon: The engine or the module does not start. {reason.Message}");
            return ExitCode.Software;
        }
    }
}
