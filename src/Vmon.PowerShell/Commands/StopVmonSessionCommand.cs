using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Stop-VmonSession: ends sessions, their watches, and every descriptor that they keep.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VmonSession", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
public sealed class StopVmonSessionCommand : VmonCommand
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Sessions themselves.</summary>
    [Parameter(ParameterSetName = "Session", Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public VmonSession[]? Session { get; set; }

    /// <summary>Stops them.</summary>
    protected override void ProcessRecord()
    {
        foreach (VmonSession session in Session ?? Named())
            if (ShouldProcess(session.Name)) SessionRegistry.Current.Stop(session);
    }

    private VmonSession[] Named()
    {
        NamePatterns names = new(Name!);
        VmonSession[] sessions = [.. SessionRegistry.Current.All.Where(session => names.Matches(session.Name))];
        foreach (string name in names.Missing) WriteError(Errors.SessionNotFound(name));
        return sessions;
    }
}
