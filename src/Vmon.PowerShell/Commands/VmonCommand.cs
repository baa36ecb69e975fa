using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>What all cmdlets share: the stop token, and which session they work on.</summary>
public abstract class VmonCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private VmonSession? _resolved;

    /// <summary>Cancelled by Ctrl+C and by Stop().</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The session that <see cref="Resolve"/> has found.</summary>
    private protected VmonSession Resolved => _resolved!;

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
        return _resolved = session;
    }

    /// <summary>
    /// Does the cmdlet's work, and says by an error what can come between: the session was stopped elsewhere, descriptors are used up, the
    /// /proc is there no more.
    /// </summary>
    private protected void Guard(Action work)
    {
        try
        {
            work();
            if (_resolved is { RefusedPath: string path } && SessionRegistry.Current.IsFirstRefusal(_resolved)) WriteWarning(Warnings.Refused(_resolved, path));
        }
        catch (ObjectDisposedException) when (_resolved is { IsStopped: true })
        {
            ThrowTerminatingError(Errors.SessionStopped(_resolved));
        }
        catch (ExhaustedException reason)
        {
            ThrowTerminatingError(Errors.Exhausted(reason));
        }
        catch (InvalidProcRootException reason)
        {
            ThrowTerminatingError(Errors.InvalidProcRoot(reason, _resolved?.ProcRoot ?? new SessionOptions().ProcRoot));
        }
    }

    /// <summary>Samples. A session that is stopped before the sample that is written first is an error; a watch that has begun ends with it.</summary>
    private protected IEnumerable<long> Run(SampleWatch watch, SampleSchedule schedule, long firstWritten = 1)
    {
        long taken = 0;
        foreach (long sample in watch.Run(schedule, StopToken)) yield return taken = sample;
        if (taken < firstWritten && Resolved.IsStopped) ThrowTerminatingError(Errors.SessionStopped(Resolved));
    }

    /// <summary>The absolute path that the file system has for a path of PowerShell, wildcards taken as they are.</summary>
    private protected string FileSystemPath(string path)
    {
        string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") ThrowTerminatingError(Errors.NoFileSystemPath(path));
        return resolved;
    }

    /// <summary>A session of this machine's /proc, of which nobody else knows: to act by, whatever the sessions sample.</summary>
    private protected VmonSession StartLocal()
    {
        VmonSession? session = null;
        Guard(() => session = new VmonSession(new SessionOptions()));
        return session!;
    }

    private VmonSession? StartDefault()
    {
        VmonSession? session = null;
        Guard(() => session = SessionRegistry.Current.Default);
        return session;
    }
}
