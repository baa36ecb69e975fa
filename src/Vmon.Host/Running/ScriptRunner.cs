using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace Vmon.Host;

/// <summary>Runs a script in a runspace that has the module, and writes what comes out as it comes.</summary>
internal sealed class ScriptRunner : IDisposable
{
    private readonly VmonHost _host;
    private readonly JsonLines? _json;
    private readonly TerminalOutput _messages;
    private readonly Runspace _runspace;

    /// <param name="host">The host that the engine sees.</param>
    /// <param name="json">Where output goes as JSON; null for text, by the views.</param>
    /// <param name="messages">Standard error.</param>
    internal ScriptRunner(VmonHost host, JsonLines? json, TerminalOutput messages)
    {
        _host = host;
        _json = json;
        _messages = messages;
        _runspace = ModuleRunspace.Open(host);
    }

    /// <returns>The exit code, as pwsh's.</returns>
    internal int Run(ScriptSource source, IReadOnlyList<string> arguments, Interruption interruption)
    {
        if (source.Errors.Count > 0)
        {
            foreach (ParseError error in source.Errors) Report(ErrorText.Of(error));
            return ExitCode.Failure;
        }

        if (source.Path is not null && UnmetRequirement.Of(source.Syntax.ScriptRequirements, _runspace) is string requirement)
        {
            Report($"vmon: '{source.Path}' is not run. It requires {requirement}.");
            return ExitCode.Failure;
        }

        using PowerShell pipeline = PowerShell.Create(_runspace);
        Add(pipeline, source, arguments);
        Report(pipeline.Streams.Error);
        bool isCompleted = Invoke(pipeline, source, interruption);
        return _host.RequestedExitCode ?? (isCompleted && (source.Mode == HostMode.File || LastSucceeded())
            ? ExitCode.Success
            : ExitCode.Failure);
    }

    public void Dispose() => _runspace.Dispose();

    private void Add(PowerShell pipeline, ScriptSource source, IReadOnlyList<string> arguments)
    {
        _ = source.Path is string path ? pipeline.AddCommand(ScriptFunction.Define(_runspace, path)) : pipeline.AddScript(source.Text);
        foreach (CommandParameter argument in ScriptArguments.Parse(arguments)) pipeline.Commands.Commands[0].Parameters.Add(argument);
        _ = _json is null ? pipeline.AddCommand("Out-Default") : pipeline.AddCommand(OutJsonLineCommand.Info).AddParameter("Writer", _json);
    }

    private bool Invoke(PowerShell pipeline, ScriptSource source, Interruption interruption)
    {
        using PSDataCollection<string> input = [];
        using PSDataCollection<PSObject> output = [];
        Exception? unreadable = null;
        if (source.ReadsInput) InputLines.Feed(input, reason => unreadable = reason);
        else input.Complete();

        try
        {
            // Not Invoke, which does not wait for input that is to come.
            IAsyncResult run = pipeline.BeginInvoke(input, output, new() { AddToHistory = true }, callback: null, state: null);
            using CancellationTokenRegistration stop = interruption.Token.Register(() => pipeline.Stop());
            _ = pipeline.EndInvoke(run);
            if (unreadable is not null) Report($"vmon: Standard input cannot be read. {unreadable.Message}");
            return unreadable is null;
        }
        catch (PipelineStoppedException)
        {
            return false;
        }
        catch (RuntimeException error)
        {
            Report(ErrorText.Of(error.ErrorRecord));
            return false;
        }
    }

    // A pipeline that is kept in the history leaves its $? to the next one.
    private bool LastSucceeded()
    {
        using PowerShell question = PowerShell.Create(_runspace);
        return question.AddScript("$?").Invoke<bool>().Single();
    }

    private void Report(PSDataCollection<ErrorRecord> errors) => errors.DataAdded += (_, _) =>
    {
        foreach (ErrorRecord error in errors.ReadAll()) Report(ErrorText.Of(error));
    };

    private void Report(string text) => _messages.WriteLine($"{PSStyle.Instance.Formatting.Error}{text}{PSStyle.Instance.Reset}");
}
