using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Stop-VmonSession: ends sessions, their watches, and every descriptor that they keep.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VmonSession", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopVmonSessionCommand : VmonCommand
{
    /// <summary>Names, with wildcards.</summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Sessions themselves, or their names without wildcards.</summary>
    [Parameter(ParameterSetName = "Session", Mandatory = true, ValueFromPipeline = true)]
    [SessionReferenceTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public SessionReference[]? Session { get; set; }

    /// <summary>Stops them.</summary>
    protected override void ProcessRecord()
    {
        foreach (VmonSession session in Session is null ? Named(Name!) : Referenced(Session))
        {
            if (!ShouldProcess(session.Name, "Stop session")) continue;
            SessionRegistry.Current.Stop(session);
            WriteVerbose(Verbose.Stopped(session));
        }
    }

    private VmonSession[] Referenced(SessionReference[] references)
    {
        List<VmonSession> sessions = [];
        foreach (SessionReference reference in references)
        {
            if ((reference.Session ?? SessionRegistry.Current.Find(reference.Name)) is { } session) sessions.Add(session);
            else WriteError(Errors.SessionNotFound(reference.Name));
        }

        return [.. sessions];
    }

    private VmonSession[] Named(string[] patterns)
    {
        NamePatterns names = new(patterns);
        VmonSession[] sessions = [.. SessionRegistry.Current.All.Where(session => names.Matches(session.Name))];
        foreach (string name in names.Missing) WriteError(Errors.SessionNotFound(name));
        return sessions;
    }
}
