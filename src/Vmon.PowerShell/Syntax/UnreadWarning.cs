using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell.Syntax;

/// <summary>
/// Warns of properties that are asked for, and are null because they were not read: as long as the command runs, in its own warning stream;
/// afterwards, as samples outlive it in variables, in that of the pipeline that asks.
/// </summary>
internal sealed class UnreadWarning
{
    // What is asked for without being named: by an export, or by a view.
    private const string Everything = "*";

    private readonly Guid? _runspace = Runspace.DefaultRunspace?.InstanceId;
    private readonly Predicate<string> _isFirstInSession;
    private readonly bool _hasParents;
    private readonly bool _isExported;
    private readonly List<UnreadPropertyEventArgs> _named = [];
    private UnreadPropertyEventArgs? _unnamed;
    private bool _isOver;
    private bool _isSilent;

    /// <param name="unread">Tells what is asked for.</param>
    /// <param name="isFirstInSession">Whether a property is reported for the first time in the session; asking reports it.</param>
    /// <param name="hasParents">Whether the watch follows children or ancestors: a process without a parent is a root then.</param>
    /// <param name="isExported">Whether the command has read for an export what is not expensive: the rest is asked for as well, and not missed.</param>
    internal UnreadWarning(UnreadProperties unread, Predicate<string> isFirstInSession, bool hasParents, bool isExported)
    {
        _isFirstInSession = isFirstInSession;
        _hasParents = hasParents;
        _isExported = isExported;
        unread.Asked += (_, asked) => Note(asked);
    }

    /// <summary>The warnings for what the rest of the pipeline has asked for since the last call.</summary>
    internal IReadOnlyList<string> Take()
    {
        List<string> warnings = [];
        if (_named.Count > 0) warnings.Add(Warnings.Unread(_named, isLast: false));
        if (_unnamed is { } unnamed && _isFirstInSession(Everything)) warnings.Add(Warnings.UnreadDataSets(unnamed));
        _named.Clear();
        _unnamed = null;
        return warnings;
    }

    /// <summary>The command is over, also where the pipeline was stopped: it can write no warning then, and what is left is written to the script.</summary>
    /// <param name="isSilent">Whether it was told not to warn.</param>
    internal void End(bool isSilent)
    {
        _isOver = true;
        _isSilent = isSilent;
        if (isSilent) return;
        foreach (string warning in Take()) Write(warning);
    }

    private void Note(UnreadPropertyEventArgs asked)
    {
        // Without a runspace, a program asks that is not PowerShell.
        if (_isSilent || Runspace.DefaultRunspace is not { } runspace) return;
        bool isNamed = NamedProperties.IsNamedNow(asked.Property);
        if (!isNamed && (_isExported || asked.DataSet == ProcessDataSets.None)) return;
        if (_hasParents && asked.DataSet == ProcessDataSets.None) return;
        asked.IsReported = isNamed;
        if (_isOver || runspace.InstanceId != _runspace) WriteFirst(asked, isNamed);
        else if (isNamed) _named.Add(asked);
        else _unnamed ??= asked;
    }

    private void WriteFirst(UnreadPropertyEventArgs asked, bool isNamed)
    {
        if (_isFirstInSession(isNamed ? asked.Property : Everything)) Write(isNamed ? Warnings.Unread([asked], isLast: true) : Warnings.UnreadDataSets(asked));
    }

    private static void Write(string warning)
    {
        try
        {
            _ = ScriptBlock.Create(@"param($message) Microsoft.PowerShell.Utility\Write-Warning $message").Invoke(warning);
        }
        catch (RuntimeException)
        {
            // $WarningPreference is Stop: the warning is written, and PowerShell ignores what the getter of a property throws.
        }
    }
}
