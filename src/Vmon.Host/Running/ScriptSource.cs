using System.Management.Automation.Language;

namespace Vmon.Host;

/// <summary>A script with its syntax tree.</summary>
internal sealed class ScriptSource
{
    private readonly ParseError[] _errors;

    private ScriptSource(HostMode mode, string text, ScriptBlockAst syntax, ParseError[] errors)
    {
        Mode = mode;
        Text = text;
        Syntax = syntax;
        _errors = errors;
    }

    /// <summary>Where it comes from.</summary>
    internal HostMode Mode { get; }

    internal string Text { get; }

    internal ScriptBlockAst Syntax { get; }

    /// <summary>Where a file of PowerShell's own kind is; null for one without the extension (with a #! line, say), which is text, as in pwsh.</summary>
    internal string? Path => Syntax.Extent.File is string file && file.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) ? file : null;

    /// <summary>What makes it no script; empty where it is one.</summary>
    internal IReadOnlyList<ParseError> Errors => _errors;

    /// <summary>
    /// Whether it takes standard input as its pipeline. One that does not leaves that alone: it may be a loop's, in a shell script
    /// that runs vmon in its body.
    /// </summary>
    internal bool ReadsInput => Mode != HostMode.StandardInput && Syntax.Find(
        node => node is VariableExpressionAst variable
            && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false) is not null; // a nested one has an $input of its own

    /// <summary>Reads what the options name.</summary>
    /// <param name="options">The command line.</param>
    /// <param name="problem">Why there is no script.</param>
    internal static ScriptSource? Read(HostOptions options, out string? problem)
    {
        problem = null;
        try
        {
            return options.Mode switch
            {
                HostMode.File => FromFile(System.IO.Path.GetFullPath(options.Target)),
                HostMode.StandardInput => FromText(options.Mode, Console.In.ReadToEnd()),
                _ => FromText(options.Mode, options.Target),
            };
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problem = options.Mode == HostMode.StandardInput
                ? $"standard input cannot be read: {reason.Message}."
                : $"'{options.Target}' is no script that can be read. {reason.Message} A command follows -Command.";
            return null;
        }
    }

    private static ScriptSource FromText(HostMode mode, string text)
    {
        ScriptBlockAst syntax = Parser.ParseInput(text, out _, out ParseError[] errors);
        return new(mode, text, syntax, errors);
    }

    private static ScriptSource FromFile(string path)
    {
        string text = File.ReadAllText(path);
        ScriptBlockAst syntax = Parser.ParseInput(text, path, out _, out ParseError[] errors);
        return new(HostMode.File, text, syntax, errors);
    }
}
