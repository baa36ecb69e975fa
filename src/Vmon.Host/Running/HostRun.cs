using System.Management.Automation;

namespace Vmon.Host;

/// <summary>One run, from options to exit code: outputs, signals and engine are joined here.</summary>
internal static class HostRun
{
    internal static int Execute(HostOptions options)
    {
        // Before signals are taken: nothing but what they do by themselves ends the reading of a script.
        string? problem = null;
        ScriptSource? source = options.Mode is HostMode.Help or HostMode.Version or HostMode.Invalid ? null : ScriptSource.Read(options, out problem);
        using Interruption interruption = new();
        StandardOutputs outputs = StandardOutputs.Open(interruption);
        if (problem is not null) outputs.Messages.WriteLine($"vmon: {problem}");
        int code = problem is not null ? ExitCode.Usage : source is not null ? Run(source, options, outputs, interruption) : Tell(options, outputs);
        return interruption.Code ?? code;
    }

    private static int Tell(HostOptions options, StandardOutputs outputs)
    {
        switch (options.Mode)
        {
            case HostMode.Help:
                outputs.Output.WriteLine(HelpText.Full);
                return ExitCode.Success;
            case HostMode.Version:
                outputs.Output.WriteLine(HelpText.Version);
                return ExitCode.Success;
            default:
                outputs.Messages.WriteLine(options.Error is null ? HelpText.Full : $"vmon: {options.Error}\n{HelpText.Hint}");
                return ExitCode.Usage;
        }
    }

    private static int Run(ScriptSource source, HostOptions options, StandardOutputs outputs, Interruption interruption)
    {
        (TerminalOutput output, TerminalOutput messages) = outputs;
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
