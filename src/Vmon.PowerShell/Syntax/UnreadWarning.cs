using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Vmon.PowerShell.Messages;

namespace Vmon.PowerShell.Syntax;

/// <summary>
/// Warns of properties that are used, and are null because they were not read. While the command runs, it warns in its own stream.
/// Variables keep samples longer: afterwards it warns in the stream of the pipeline that uses them.
/// </summary>
internal sealed class UnreadWarning
{
    // Stands for properties that an export or a view uses without naming them.
    private const string Everything = "*";

    private readonly Guid? _runspace = Runspace.DefaultRunspace?.InstanceId;
    private readonly Predicate<string> _isFirstInSession;
    private readonly Func<IReadOnlyCollection<UnreadPropertyEventArgs>, bool, string> _describe;
    private readonly bool _hasParents;
    private readonly bool _isExported;
    private readonly List<UnreadPropertyEventArgs> _named = [];
    private UnreadPropertyEventArgs? _unnamed;
    private bool _isOver;
    private bool _isSilent;

    /// <param name="unread">Raises an event for each property that is used.</param>
    /// <param name="isFirstInSession">Returns whether this is the first report of a property in the session, and marks it as reported.</param>
    /// <param name="hasParents">Whether the watch includes parents, so that a process without one is a root.</param>
    /// <param name="isExported">Whether the command read the inexpensive data sets for an export. The export also uses the others, but does not need them.</param>
    /// <param name="describe">Returns the warning of named properties, and whether it is the last one in the session. Null for properties that a session can read.</param>
    internal UnreadWarning(
        UnreadProperties unread, Predicate<string> isFirstInSession, bool hasParents, bool isExported, Func<IReadOnlyCollection<UnreadPropertyEventArgs>, bool, string>? describe = null)
    {
        _describe = describe ?? Warnings.Unread;
        _isFirstInSession = isFirstInSession;
        _hasParents = hasParents;
        _isExported = isExported;
        unread.Asked += (_, asked) => Note(asked);
    }

    /// <summary>The warnings for properties that the rest of the pipeline has used since the last call.</summary>
    internal IReadOnlyList<string> Take()
    {
        List<string> warnings = [];
        if (_named.Count > 0) warnings.Add(_describe(_named, false));
        if (_unnamed is { } unnamed && _isFirstInSession(Everything)) warnings.Add(Warnings.UnreadDataSets(unnamed));
        _named.Clear();
        _unnamed = null;
        return warnings;
    }

    /// <summary>
    /// Ends the command, also if the pipeline was stopped. It cannot write warnings any more, so the remaining ones are written to the
    /// script.
    /// </summary>
    /// <param name="isSilent">Whether the warnings of the command are off.</param>
    internal void End(bool isSilent)
    {
        _isOver = true;
        _isSilent = isSilent;
        if (isSilent) return;
        foreach (string warning in Take()) Write(warning);
    }

    private void Note(UnreadPropertyEventArgs asked)
    {
        // Without a runspace, the caller is not PowerShell.
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
        if (_isFirstInSession(isNamed ? asked.Property : Everything)) Write(isNamed ? _describe([asked], true) : Warnings.UnreadDataSets(asked));
    }

    private static void Write(string warning)
    {
        try
        {
            _ = ScriptBlock.Create(@"param($message) Microsoft.PowerShell.Utility\Write-Warning $message").Invoke(warning);
        }
        catch (RuntimeException)
        {
            // With $WarningPreference Stop, the warning is written before this. PowerShell ignores an exception of a property getter.
        }
    }
}
