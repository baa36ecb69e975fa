using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace Vmon.PowerShell.Syntax;

/// <summary>
/// The properties that a script names, so that those it filters, sorts or displays are read without -Include. Every string that equals the
/// name of a property counts: an extra one costs a read, a missed one gives a wrong answer.
/// </summary>
internal static class NamedProperties
{
    private static readonly HashSet<string> Selecting = new(
        ["Select-Object", "select", "Format-Table", "ft", "Format-List", "fl", "Format-Wide", "fw", "Measure-Object", "measure"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Exporting = new(
        [
            "Export-Csv", "epcsv", "ConvertTo-Csv", "ConvertTo-Json", "ConvertTo-Xml", "ConvertTo-Html", "Export-Clixml", "ConvertTo-CliXml", "ConvertTo-VmonJson",
            "Format-Custom", "fc", "Out-GridView", "ogv", "Export-Excel",
        ],
        StringComparer.OrdinalIgnoreCase);

    // After one of these, the objects of the command are no longer in the pipeline.
    private static readonly HashSet<string> Projecting = new(
        ["Select-Object", "select", "ForEach-Object", "foreach", "%", "Measure-Object", "measure", "Out-String", "Out-Null"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Choosing = new(["Select-Object", "select"], StringComparer.OrdinalIgnoreCase);
    private static readonly string[] ChoosingSwitches = ["Unique", "Wait", "CaseInsensitive"];
    private static readonly string[] ChoosingParameters = ["First", "Last", "Skip", "SkipLast", "SkipIndex", "Index", .. ChoosingSwitches];

    // By the text of the script, which PowerShell keeps while its commands run.
    private static readonly ConditionalWeakTable<string, Dictionary<CommandPlace, AskedProperties>> Scripts = [];

    /// <summary>
    /// What the rest of the command's pipeline uses. Also the rest of its script if the output is not displayed, as in an assignment.
    /// Nothing if the command was not called from a script.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="isSent">Whether the output of the script is sent to another PowerShell, as from a job, which exports it.</param>
    internal static AskedProperties After(InvocationInfo command, bool isSent)
    {
        // The innermost frame has the script. Line and column identify the command in it. A pipeline that a program created has no script.
        // PowerShell creates one from a simple script block of a job.
        if (CallStack().FirstOrDefault()?.Position?.StartScriptPosition?.GetFullScript() is not { Length: > 0 } script)
            return isSent ? new AskedProperties { Exported = AskedProperties.Inexpensive } : default;
        CommandPlace start = new(command.ScriptLineNumber, command.OffsetInLine);
        Dictionary<CommandPlace, AskedProperties> known = Scripts.GetOrCreateValue(script);
        lock (known) return known.TryGetValue(start, out AskedProperties asked) ? asked : known[start] = After(script, start, isSent);
    }

    /// <summary>The data sets of the properties that a part of a script names.</summary>
    internal static ProcessDataSets In(Ast script) =>
        Words(script).Aggregate(
            ProcessDataSets.None, static (dataSets, name) => dataSets | (IsPattern(name) ? NamedDataSets.OfPattern(name.Value) : NamedDataSets.Of(name.Value)));

    /// <summary>Whether the text of a running statement contains the name of a property.</summary>
    internal static bool IsNamedNow(string property)
    {
        // Script blocks of views have neither a file nor a function. The statement that displays the object is outside them.
        CallStackFrame[] frames = [.. CallStack()];
        return frames.Where((frame, level) => level == frames.Length - 1 || frame.ScriptName is not null || frame.FunctionName != "<ScriptBlock>")
            .Any(frame => frame.Position?.Text.Contains(property, StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <summary>The first property of $_ in a condition that no sample has. Null if samples have all of them.</summary>
    internal static string? FirstUnknown(ScriptBlock condition) =>
        condition.Ast.FindAll(static node => node is MemberExpressionAst and not InvokeMemberExpressionAst, searchNestedScriptBlocks: false)
            .Cast<MemberExpressionAst>()
            .Where(static access => access.Expression is VariableExpressionAst { VariablePath.UserPath: "_" or "PSItem" or "psitem" })
            .Select(static access => (access.Member as StringConstantExpressionAst)?.Value)
            .FirstOrDefault(static name => name is not null && !NamedDataSets.IsProperty(name));

    // From the innermost frame to the outermost.
    private static IEnumerable<CallStackFrame> CallStack() => Runspace.DefaultRunspace?.Debugger?.GetCallStack() ?? [];

    private static AskedProperties After(string script, CommandPlace start, bool isSent)
    {
        ScriptBlockAst root = Parser.ParseInput(script, out _, out _);
        Ast? found = root.Find(
            node => node is CommandAst && new CommandPlace(node.Extent.StartLineNumber, node.Extent.StartColumnNumber) == start, searchNestedScriptBlocks: true);

        // Not found if PowerShell rewrote the script, as it does for $using. Then all of it counts.
        PipelineAst? pipeline = found?.Parent as PipelineAst;
        bool isShown = pipeline?.Parent is NamedBlockAst block && block.Parent == root;
        CommandBaseAst[] rest = [.. (pipeline?.PipelineElements ?? []).SkipWhile(element => element != found).Skip(1)];
        Ast[] asking = isShown ? rest : [root];
        CommandBaseAst? decisive = rest.FirstOrDefault(static element => IsExport(element) || (IsOneOf(Projecting, element) && !IsChoice(element)));
        Ast? export = decisive ?? (isShown ? null : root.Find(IsExport, searchNestedScriptBlocks: true));
        return new AskedProperties(
            asking.Aggregate(ProcessDataSets.None, static (dataSets, part) => dataSets | In(part)),
            asking.SelectMany(Words).Any(static word => word.Value.Equals(nameof(ProcessSample.Parent), StringComparison.OrdinalIgnoreCase)),
            IntervalProperties.Of(rest.SelectMany(Words).Select(static word => word.Value)),
            asking.SelectMany(Words).Aggregate(SystemDataSets.None, static (dataSets, word) => dataSets | OfMachine(word)),
            export is not null && IsExport(export) ? Exported((CommandAst)export) : isSent && decisive is null ? AskedProperties.Inexpensive : ProcessDataSets.None);
    }

    private static SystemDataSets OfMachine(StringConstantExpressionAst word) => IsPattern(word)
        ? NamedDataSets.OfMachinePattern(word.Value)
        : PropertyDataSets.OfSystem(word.Value) ?? SystemDataSets.None;

    private static IEnumerable<StringConstantExpressionAst> Words(Ast script) =>
        script.FindAll(static node => node is StringConstantExpressionAst, searchNestedScriptBlocks: true).Cast<StringConstantExpressionAst>();

    // ConvertTo-Json; Select-Object *, Format-List *. Format-List without properties displays nearly all.
    private static bool IsExport(Ast node) =>
        node is CommandAst command
        && (IsOneOf(Exporting, command)
            || (IsOneOf(Selecting, command) && command.CommandElements.Skip(1).Any(static element => element.Extent.Text.Trim('"', '\'') == "*"))
            || (command is { CommandElements.Count: 1 } && command.GetCommandName()?.ToUpperInvariant() is "FORMAT-LIST" or "FL"));

    private static ProcessDataSets Exported(CommandAst export) =>
        export.GetCommandName().EndsWith("ConvertTo-Json", StringComparison.OrdinalIgnoreCase) && !export.CommandElements.OfType<CommandParameterAst>().Any(static parameter => parameter.ParameterName.StartsWith("De", StringComparison.OrdinalIgnoreCase))
            ? AskedProperties.Flat
            : AskedProperties.Inexpensive;

    private static bool IsOneOf(HashSet<string> names, Ast node) =>
        node is CommandAst command && command.GetCommandName() is string name && names.Contains(name[(name.LastIndexOf('\\') + 1)..]);

    // Select-Object -First 5: the objects themselves remain.
    private static bool IsChoice(Ast node)
    {
        if (!IsOneOf(Choosing, node)) return false;
        bool isValue = false; // of the parameter before
        foreach (CommandElementAst element in ((CommandAst)node).CommandElements.Skip(1))
        {
            if (element is CommandParameterAst parameter)
            {
                if (!ChoosingParameters.Any(name => name.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase))) return false;
                isValue = parameter.Argument is null && !ChoosingSwitches.Any(name => name.StartsWith(parameter.ParameterName, StringComparison.OrdinalIgnoreCase));
            }
            else if (isValue)
            {
                isValue = false;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    // Select-Object Cgroup*, Format-Table Id, *Memory. A lone * is an export.
    private static bool IsPattern(StringConstantExpressionAst word) =>
        WildcardPattern.ContainsWildcardCharacters(word.Value)
        && word.Value.Trim('*').Length > 0
        && IsOneOf(Selecting, word.Parent is ArrayLiteralAst list ? list.Parent : word.Parent);
}

/// <summary>What a script uses of the objects of a command.</summary>
/// <param name="Named">The data sets of the properties that it names.</param>
/// <param name="IsParent">Whether it names Parent, for which the watch must include the ancestors.</param>
/// <param name="OfInterval">The properties named in its pipeline that compare two samples. Null if it was not analyzed.</param>
/// <param name="Machine">The data sets of the machine whose properties it names.</param>
/// <param name="Exported">The data sets for an export, which uses all properties without naming them. None without an export.</param>
internal readonly record struct AskedProperties(ProcessDataSets Named, bool IsParent, string[]? OfInterval, SystemDataSets Machine, ProcessDataSets Exported)
{
    /// <summary>
    /// All except Pss, Files and Network, which are read only if they are named: Pss is expensive for large processes, Files for processes with many descriptors, Network
    /// for all processes that use sockets.
    /// </summary>
    internal const ProcessDataSets Inexpensive = ProcessDataSets.All & ~(ProcessDataSets.Pss | ProcessDataSets.Files | ProcessDataSets.Network);

    /// <summary>Everything that ConvertTo-Json does not truncate at its default depth.</summary>
    internal const ProcessDataSets Flat = Inexpensive & ~ProcessDataSets.Namespaces;

    /// <summary>Data sets to read of each process.</summary>
    internal ProcessDataSets ToRead => Named | Exported;
}

/// <summary>Where a command begins in its script, both counted from one.</summary>
internal readonly record struct CommandPlace(int Line, int Column);
