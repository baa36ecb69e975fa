using Vmon.Kernel.Events;
using Vmon.Model;
using Vmon.Parsing.Processes;

namespace Vmon;

/// <summary>
/// How the processes of a wait exited: from process events, from stat of a zombie, or from a pidfd once the parent has waited for the process.
/// </summary>
internal sealed class ExitStatuses(VmonSession session) : IDisposable
{
    /// <summary>Time between two looks at a process whose status is not known yet.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    // The process connector reports an exit after a pidfd does, the counters of a BPF event are final some 20 ms after the parent waited for the process,
    // or after 100 ms, and without events only the parent's wait makes the status known.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMilliseconds(200);

    private readonly List<ProcessRecord> _records = [];
    private readonly Dictionary<int, ProcessIdentity> _expected = [];
    private readonly Dictionary<ProcessIdentity, ExitRecord> _reported = [];
    private readonly Dictionary<ProcessIdentity, WaitStatus> _read = [];
    private readonly List<Exiting> _exiting = [];
    private EventSubscription? _events;

    /// <summary>Whether a process exited whose status or counters may still become known.</summary>
    internal bool IsAwaiting => _exiting.Count > 0;

    /// <summary>Begins to take events, which can take tens of milliseconds. So the processes are held before.</summary>
    internal void Open() => _events ??= session.Events?.TrySubscribe(wantsStarts: false);

    /// <summary>Keeps the exit of a process when it is reported.</summary>
    internal void Expect(ProcessIdentity process) => _expected[process.Id] = process;

    /// <summary>Looks for the status and the final counters of a process that exited.</summary>
    /// <param name="process">The process.</param>
    /// <param name="held">Its pidfd, which is disposed when that is known. Null for none.</param>
    internal void Await(ProcessIdentity process, HeldProcess? held) => _exiting.Add(new Exiting(process, held, Environment.TickCount64));

    internal bool IsAwaited(ProcessIdentity process) => _exiting.Exists(exiting => exiting.Process == process);

    /// <summary>Takes the exited processes of which all is known, or that are not awaited any longer.</summary>
    /// <param name="isLast">Whether to await none any longer.</param>
    internal List<ProcessIdentity> Take(bool isLast)
    {
        TakeEvents();
        List<ProcessIdentity> settled = [];
        _ = _exiting.RemoveAll(exiting =>
        {
            if (!IsSettled(exiting) && !isLast && Environment.TickCount64 - exiting.Since < LongestDelay.TotalMilliseconds) return false;
            exiting.Held?.Dispose();
            settled.Add(exiting.Process);
            return true;
        });
        return settled;
    }

    /// <summary>The last sample of a process that exited, with how it exited.</summary>
    internal ProcessSample Complete(ProcessSample last)
    {
        TakeEvents();
        _ = _expected.Remove(last.Id);
        _ = _reported.Remove(last.Identity, out ExitRecord? reported);
        WaitStatus? status = _read.Remove(last.Identity, out WaitStatus read) ? read : null;
        return last.Exited(new ProcessExit(reported?.Status ?? status, reported is null ? null : session.TimeOf(reported.Time)), reported);
    }

    public void Dispose()
    {
        foreach (Exiting exiting in _exiting) exiting.Held?.Dispose();
        _exiting.Clear();
        _events?.Dispose();
    }

    private bool IsSettled(Exiting exiting)
    {
        if (_reported.TryGetValue(exiting.Process, out ExitRecord? reported)) return reported.IsFinal;
        WaitStatus? status = session.StatusOfZombie(exiting.Process, out bool isGone) ?? exiting.Held?.Status;
        if (status is { } known) _read[exiting.Process] = known;
        return status is not null || (isGone && _events is null);
    }

    private void TakeEvents()
    {
        _records.Clear();
        _events?.Drain(_records);
        foreach (ExitRecord exit in _records.OfType<ExitRecord>())
            if (_expected.TryGetValue(exit.Id, out ProcessIdentity process) && (exit.Identity is null || exit.Identity == process)) _reported[process] = exit;
    }

    private sealed record Exiting(ProcessIdentity Process, HeldProcess? Held, long Since);
}
