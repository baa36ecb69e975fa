using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Sessions;

namespace Vmon.PowerShell;

/// <summary>Base class of all cmdlets: the stop token and the session.</summary>
public abstract class VmonCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private VmonSession? _resolved;
    private long _lostEvents;
    private long _lostTraffic;

    /// <summary>Canceled by Ctrl+C and by Stop().</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>The session found by <see cref="Resolve"/>.</summary>
    private protected VmonSession Resolved => _resolved!;

    /// <summary>Cancels all waits of the cmdlet.</summary>
    protected override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped while it was being disposed.
        }
    }

    /// <summary>Releases the stop token.</summary>
    public void Dispose()
    {
        _stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Gets the referenced session, or the default session for null.</summary>
    private protected VmonSession Resolve(SessionReference? reference)
    {
        VmonSession? session = reference is null ? StartDefault() : reference.Session ?? SessionRegistry.Current.Find(reference.Name);
        if (session is null) ThrowTerminatingError(Errors.SessionNotFound(reference!.Name));
        if (session!.IsStopped) ThrowTerminatingError(Errors.SessionStopped(session));
        return _resolved = session;
    }

    /// <summary>
    /// Does the work of the cmdlet. Reports as an error that the session was stopped elsewhere, that descriptors are exhausted, or that
    /// /proc no longer exists.
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

    /// <summary>Takes samples. A session that is stopped before the first written sample is an error; later, it ends the watch.</summary>
    private protected IEnumerable<long> Run(SampleWatch watch, SampleSchedule schedule, long firstWritten = 1)
    {
        long taken = 0;
        foreach (long sample in watch.Run(schedule, StopToken)) yield return taken = sample;
        if (taken < firstWritten && Resolved.IsStopped) ThrowTerminatingError(Errors.SessionStopped(Resolved));
    }

    /// <summary>Warns once in a session that network traffic is not counted by BPF.</summary>
    /// <param name="source">How it is counted. Null if it is not.</param>
    private protected void ReportNetwork(NetworkSource? source)
    {
        if (source is null or NetworkSource.Bpf || !SessionRegistry.Current.IsFirstWithoutNetwork(Resolved)) return;
        WriteWarning(source == NetworkSource.None ? Warnings.NoNetwork(Resolved) : Warnings.NetworkBySockets(Resolved));
    }

    /// <summary>Warns of events, and of calls on sockets, that were lost since the last call.</summary>
    private protected void ReportLost(long events, EventSource? source, long traffic)
    {
        if (events > _lostEvents) WriteWarning(Warnings.EventsLost(_lostEvents = events, source!.Value));
        if (traffic > _lostTraffic) WriteWarning(Warnings.TrafficLost(_lostTraffic = traffic));
    }

    /// <summary>Resolves a PowerShell path to an absolute file system path, without expanding wildcards.</summary>
    private protected string FileSystemPath(string path)
    {
        string resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
        if (provider.Name != "FileSystem") ThrowTerminatingError(Errors.NoFileSystemPath(path));
        return resolved;
    }

    /// <summary>Verifies that a file can be written: without -Force it must not exist, and with it be a regular file.</summary>
    private protected void VerifyTarget(string path, bool force)
    {
        if (!force && File.Exists(path)) ThrowTerminatingError(Errors.FileExists(path));
        if (force && Path.Exists(path) && !IsFile(path)) ThrowTerminatingError(Errors.FileNotReplaced(path));
    }

    /// <summary>Opens recordings. One that cannot be opened is a non-terminating error, and what is damaged in it a warning.</summary>
    /// <param name="paths">Directories, with wildcards.</param>
    private protected IEnumerable<VmonRecording> Open(IEnumerable<string> paths)
    {
        foreach (string path in paths.SelectMany(Directories))
        {
            VmonRecording recording;
            try
            {
                recording = VmonRecording.Open(path);
            }
            catch (RecordingException reason)
            {
                WriteError(Errors.RecordingNotOpened(reason, path));
                continue;
            }

            foreach (string warning in recording.Warnings) WriteWarning(Warnings.Damaged(recording, warning));
            yield return recording;
        }
    }

    /// <summary>The range of a watch of a recording.</summary>
    private protected static RecordingRange RangeOf(VmonRecording recording, RecordingTime? startTime, RecordingTime? endTime, TimeSpan? duration, TimeSpan? interval)
    {
        DateTimeOffset? start = startTime?.In(recording);
        return new RecordingRange(start, endTime?.In(recording) ?? ((start ?? recording.StartTime) + duration), interval);
    }

    /// <summary>The range whose last sample is that of a time, and the one before at the beginning of an interval. Null, with an error, if nothing was recorded then.</summary>
    private protected RecordingRange? RangeAt(VmonRecording recording, RecordingTime? timeStamp, TimeSpan? interval)
    {
        DateTimeOffset time = timeStamp?.In(recording) ?? recording.EndTime ?? default;
        RecordedMoment moment = recording.At(time);
        if (!moment.IsRecorded)
        {
            WriteError(Errors.SampleNotRecorded(recording, time, moment));
            return null;
        }

        DateTimeOffset? start = interval is { } length ? recording.At(moment.Last!.Value - length).Last ?? recording.StartTime : moment.Last;
        return new RecordingRange(start, moment.Last, interval);
    }

    // .NET does not distinguish a device from a file; PowerShell does.
    private bool IsFile(string path) =>
        InvokeProvider.Item.Get([$"FileSystem::{path}"], force: true, literalPath: true)
            .All(item => item.Properties["UnixStat"]?.Value is { } stat && PSObject.AsPSObject(stat).Properties["ItemType"]?.Value?.ToString() == "File");

    private string[] Directories(string path)
    {
        try
        {
            return [.. SessionState.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider).Where(_ => provider.Name == "FileSystem")];
        }
        catch (ItemNotFoundException)
        {
            WriteError(Errors.RecordingNotFound(path));
            return [];
        }
    }

    /// <summary>Starts a private session for this machine's /proc, to act on processes independently of the user's sessions.</summary>
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
