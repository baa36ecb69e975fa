using System.Management.Automation;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Syntax;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen;

/// <summary>A condition of PowerShell, in which $_ is the process. Evaluated by the thread of the cmdlet, and again only for a process that did something.</summary>
internal sealed class ScriptCondition : ICondition
{
    // Verdicts of processes that exited are dropped now and then.
    private const int MostVerdicts = 50_000;

    private readonly ScriptBlock _script;
    private readonly Dictionary<ProcessKey, (ProcessSample Sample, bool Holds)> _verdicts = [];

    internal ScriptCondition(ScriptBlock script)
    {
        _script = script;
        DataSets = NamedProperties.In(script.Ast);
    }

    public ProcessDataSets DataSets { get; }

    /// <summary>The first error. Null if there was none.</summary>
    internal string? Failure { get; private set; }

    public bool Holds(ProcessSample process)
    {
        ProcessKey key = ProcessKey.Of(process);
        if (_verdicts.TryGetValue(key, out (ProcessSample Sample, bool Holds) known) && (known.Sample == process || (IsIdle(process) && IsIdle(known.Sample) && process.DataSets == known.Sample.DataSets))) return known.Holds;
        if (_verdicts.Count > MostVerdicts) _verdicts.Clear();
        bool holds = Evaluate(process);
        _verdicts[key] = (process, holds);
        return holds;
    }

    private bool Evaluate(ProcessSample process)
    {
        try
        {
            return LanguagePrimitives.IsTrue(_script.InvokeWithContext(null, [new PSVariable("_", process)]));
        }
        catch (RuntimeException reason) when (reason is not PipelineStoppedException)
        {
            Failure ??= PrintableText.Of(reason.Message);
            return false;
        }
    }

    private static bool IsIdle(ProcessSample process) => process.Changed == ProcessChanges.None && process.CpuTime == TimeSpan.Zero && !process.IsFirstSample && !process.HasExited;
}
