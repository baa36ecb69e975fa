using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Get-VmonSession: gets the sessions of the runspace.</summary>
[Cmdlet(VerbsCommon.Get, "VmonSession")]
[OutputType(typeof(VmonSession))]
public sealed class GetVmonSessionCommand : VmonCommand
{
    /// <summary>Names of sessions. Wildcards are permitted.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Writes the matching sessions.</summary>
    protected override void ProcessRecord()
    {
        NamePatterns names = new(Name);
        WriteObject(SessionRegistry.Current.All.Where(session => names.Matches(session.Name)).ToArray(), enumerateCollection: true);
        foreach (string name in names.Missing) WriteError(Errors.SessionNotFound(name));
    }
}
