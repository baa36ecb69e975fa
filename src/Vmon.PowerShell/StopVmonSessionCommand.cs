using System.Management.Automation;
using Vmon.PowerShell.Completion;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Stop-VmonSession: stops sessions, and closes their watches and descriptors.</summary>
[Cmdlet(VerbsLifecycle.Stop, "VmonSession", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopVmonSessionCommand : VmonCommand
{
    /// <summary>Names of sessions. Wildcards are permitted.</summary>
    [Parameter(ParameterSetName = "Name", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Session objects, or names without wildcards.</summary>
    [Parameter(ParameterSetName = "Session", Mandatory = true, ValueFromPipeline = true)]
    [SessionReferenceTransformation]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNotNullOrEmpty]
    public SessionReference[]? Session { get; set; }

    /// <summary>Stops the sessions.</summary>
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
