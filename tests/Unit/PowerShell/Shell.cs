using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace Vmon.Tests.PowerShell;

/// <summary>A runspace with the built module, imported by its manifest.</summary>
internal sealed class Shell : IDisposable
{
    private readonly Runspace _runspace;

    static Shell()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        Environment.SetEnvironmentVariable("POWERSHELL_DIAGNOSTICS_OPTOUT", "1");
    }

    internal Shell(PSLanguageMode mode = PSLanguageMode.FullLanguage)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.LanguageMode = mode;
        state.ImportPSModule(Repository.Manifest);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.Open();
    }

    internal IReadOnlyList<ErrorRecord> Errors { get; private set; } = [];

    internal IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>A pipeline that the caller invokes.</summary>
    internal System.Management.Automation.PowerShell Pipeline(string script)
    {
        System.Management.Automation.PowerShell pipeline = System.Management.Automation.PowerShell.Create(_runspace);
        _ = pipeline.AddScript(script, useLocalScope: true);
        return pipeline;
    }

    /// <summary>Runs a script. Its errors are in <see cref="Errors"/>, and a terminating error is thrown.</summary>
    internal Collection<PSObject> Run(string script, params object[] arguments)
    {
        using System.Management.Automation.PowerShell pipeline = Pipeline(script);
        foreach (object argument in arguments) _ = pipeline.AddArgument(argument);
        Collection<PSObject> output = pipeline.Invoke();
        Errors = [.. pipeline.Streams.Error];
        Warnings = [.. pipeline.Streams.Warning.Select(warning => warning.Message)];
        return output;
    }

    /// <summary>Runs a script that fails, and returns its terminating error.</summary>
    internal ErrorRecord Fail(string script, params object[] arguments)
    {
        using System.Management.Automation.PowerShell pipeline = Pipeline("$ErrorActionPreference = 'Stop'; " + script);
        foreach (object argument in arguments) _ = pipeline.AddArgument(argument);
        return Assert.ThrowsAny<RuntimeException>(() => pipeline.Invoke()).ErrorRecord;
    }

    internal T[] Run<T>(string script, params object[] arguments) => [.. Run(script, arguments).Select(item => (T)item.BaseObject)];

    /// <summary>Completions at the end of <paramref name="input"/>, or at a ^ in it.</summary>
    internal CompletionResult[] Complete(string input)
    {
        using System.Management.Automation.PowerShell engine = System.Management.Automation.PowerShell.Create(_runspace);
        int cursor = input.Contains('^', StringComparison.Ordinal) ? input.IndexOf('^', StringComparison.Ordinal) : input.Length;
        return [.. CommandCompletion.CompleteInput(input.Replace("^", ""), cursor, null, engine).CompletionMatches];
    }

    public void Dispose() => _runspace.Dispose();
}
