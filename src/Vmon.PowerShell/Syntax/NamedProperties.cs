using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell;

/// <summary>
/// The data sets of the properties that a script names, so that what it filters by, sorts by or shows is read without -Include. Every string
/// counts that is the name of a property: a word too many costs a read, one too few is a wrong answer.
/// </summary>
internal static class NamedProperties
{
    private static readonly HashSet<string> Selecting = new(
        ["Select-Object", "select", "Format-Table", "ft", "Format-List", "fl", "Format-Wide", "fw", "Measure-Object", "measure"], StringComparer.OrdinalIgnoreCase);

    // By the text of the script, which the engine keeps as long as its commands run.
    private static readonly ConditionalWeakTable<string, ConcurrentDictionary<(int Line, int Column), ProcessDataSets>> Scripts = [];

    /// <summary>
    /// Those that the rest of the command's pipeline names, and where its output does not end on the screen, as in an assignment, the rest of
    /// its script. None where the command was not called from a script.
    /// </summary>
    internal static ProcessDataSets After(InvocationInfo command)
    {
        // The frame in which the command runs; which command of the frame's script it is, its line and column tell.
        CallStackFrame? frame = Runspace.DefaultRunspace?.Debugger?.GetCallStack().FirstOrDefault();
        if (frame?.Position?.StartScriptPosition?.GetFullScript() is not { Length: > 0 } script) return ProcessDataSets.None;
        return Scripts.GetOrCreateValue(script)
            .GetOrAdd((command.ScriptLineNumber, command.OffsetInLine), static (start, script) => After(script, start), script);
    }

    /// <summary>Those that a script block or any other part of a script names.</summary>
    internal static ProcessDataSets In(Ast script) =>
        script.FindAll(static node => node is StringConstantExpressionAst, searchNestedScriptBlocks: true)
            .Cast<StringConstantExpressionAst>()
            .Aggregate(ProcessDataSets.None, static (dataSets, name) => dataSets | (IsPattern(name) ? NamedDataSets.OfPattern(name.Value) : NamedDataSets.Of(name.Value)));

    private static ProcessDataSets After(string script, (int Line, int Column) start)
    {
        ScriptBlockAst root = Parser.ParseInput(script, out _, out _);
        Ast? found = root.Find(
            node => node is CommandAst && (node.Extent.StartLineNumber, node.Extent.StartColumnNumber) == start, searchNestedScriptBlocks: true);
        if (found is not CommandAst { Parent: PipelineAst pipeline } command) return ProcessDataSets.None;
        bool isShown = pipeline.Parent is NamedBlockAst block && block.Parent == root;
        return isShown
            ? pipeline.PipelineElements.SkipWhile(element => element != command).Skip(1).Aggregate(ProcessDataSets.None, static (dataSets, element) => dataSets | In(element))
            : In(root);
    }

    // Select-Object Cgroup*, Format-Table Id, *Memory. A lone * asks for what there is.
    private static bool IsPattern(StringConstantExpressionAst word) =>
        WildcardPattern.ContainsWildcardCharacters(word.Value)
        && word.Value.Trim('*').Length > 0
        && (word.Parent is ArrayLiteralAst list ? list.Parent : word.Parent) is CommandAst command
        && command.GetCommandName() is string name && Selecting.Contains(name);
}
