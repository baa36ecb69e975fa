using System.Management.Automation.Language;
using Vmon.Tests.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Help;

/// <summary>The examples that PowerShell's bare engine has the cmdlets for; tests/Pester/Help.Tests.ps1 runs all of them.</summary>
public sealed class ExampleTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private readonly Shell _shell = new();
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Commands => [.. Pages.Commands];

    public void Dispose()
    {
        _shell.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Examples_run_and_end(string command)
    {
        string[] examples = [.. _shell.Run<string>("(Get-Help $args[0] -Full).examples.example.code", command).Where(IsRunnable)];
        Assert.NotEmpty(examples);
        _ = _shell.Run("$ExecutionContext.SessionState.Path.SetLocation($args[0])", _directory.Path);
        Assert.All(examples, example => Run("$ErrorActionPreference = 'Stop'; " + example));
    }

    private void Run(string script)
    {
        using System.Management.Automation.PowerShell pipeline = _shell.Pipeline(script);
        IAsyncResult running = pipeline.BeginInvoke();
        Assert.True(running.AsyncWaitHandle.WaitOne(Bound), "It does not end.");
        _ = pipeline.EndInvoke(running);
        Assert.Empty(pipeline.Streams.Error);
    }

    private bool IsRunnable(string example)
    {
        ScriptBlockAst script = Parser.ParseInput(example, out _, out ParseError[] errors);
        Assert.Empty(errors);
        IEnumerable<string> names = script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Select(ast => ((CommandAst)ast).GetCommandName());
        return names.All(name => _shell.Run("Get-Command $args[0] -ErrorAction Ignore", name).Count > 0);
    }
}
