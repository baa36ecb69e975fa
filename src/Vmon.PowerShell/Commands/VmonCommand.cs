using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What all cmdlets share: the stop token, and which session they work on.</summary>
public abstract class VmonCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Cancelled by Ctrl+C and by Stop().</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Ends what the cmdlet waits for.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped in the moment of its end.
        }
    }

    /// <summary>Called by the pipeline at the cmdlet's end.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The session that is meant, the default one for null.</summary>
    private protected VmonSession Resolve(SessionReference? reference)
    {
        VmonSession? session = reference is null ? StartDefault() : reference.Session ?? SessionRegistry.Current.Find(reference.Name);
        if (session is null) ThrowTerminatingError(Errors.SessionNotFound(reference!.Name));
        if (session!.IsStopped) ThrowTerminatingError(Errors.SessionStopped(session));
        return session;
    }

    /// <summary>The absolute path that the file system has for a path of PowerShell, wildcards taken as they are.</summary>
    private protected string FileSystemPath(string path)
    {
        string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") ThrowTerminatingError(Errors.NoFileSystemPath(path));
        return resolved;
    }

    /// <summary>A session of this machine's /proc, of which nobody else knows: to act by, whatever the sessions sample.</summary>
    private protected VmonSession StartLocal() => Start(static () => new VmonSession(new SessionOptions()))!;

    private VmonSession? StartDefault() => Start(static () => SessionRegistry.Current.Default);

    private VmonSession? Start(Func<VmonSession> start)
    {
        try
        {
            return start();
        }
        catch (InvalidProcRootException reason)
        {
            ThrowTerminatingError(Errors.InvalidProcRoot(reason, new SessionOptions().ProcRoot));
            return null;
        }
    }
}
