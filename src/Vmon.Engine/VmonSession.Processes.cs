using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Sources.Processes;

namespace Vmon;

// One process by its PID or identity, without a watch.
public sealed partial class VmonSession
{
    /// <summary>Finds the process that has a PID now.</summary>
    /// <returns>Null if no visible process has the PID, and for the TID of a thread, for which /proc has a hidden directory.</returns>
    /// <exception cref="ExhaustedException">Unknown: out of descriptors or memory.</exception>
    public ProcessIdentity? Find(int pid)
    {
        using ProcRoot root = OpenRoot();
        ReadStatus status = ProcessLookup.Identify(root, pid, out ProcessIdentity found);
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading($"{ProcRoot}/{pid}");
        return status == ReadStatus.Ok ? found : null;
    }

    /// <summary>Whether a process with this PID exists whose files are denied to this user, as with hidepid=1.</summary>
    public bool IsHidden(int pid)
    {
        using ProcRoot root = OpenRoot();
        return ProcessLookup.Identify(root, pid, out _) == ReadStatus.Denied;
    }

    /// <summary>Whether a process with this PID exists whose stat is not in the expected format.</summary>
    public bool IsUnreadable(int pid)
    {
        using ProcRoot root = OpenRoot();
        return ProcessLookup.Identify(root, pid, out _) is ReadStatus.Malformed or ReadStatus.TooLarge;
    }

    /// <summary>Whether the process exited. False if unknown.</summary>
    internal bool HasExited(ProcessIdentity identity)
    {
        try
        {
            using ProcRoot root = OpenRoot();
            ReadStatus status = ProcessLookup.Identify(root, identity.Id, out ProcessIdentity found);
            return status == ReadStatus.Gone || (status == ReadStatus.Ok && found != identity);
        }
        catch (ExhaustedException)
        {
            return false;
        }
    }

    /// <summary>Gets how a zombie exited. Null if it is none, or if unknown.</summary>
    /// <param name="identity">The process.</param>
    /// <param name="isGone">Whether its parent has waited for it.</param>
    internal WaitStatus? StatusOfZombie(ProcessIdentity identity, out bool isGone)
    {
        isGone = false;
        try
        {
            using ProcRoot root = OpenRoot();
            isGone = ProcessLookup.StatusOfZombie(root, identity, out WaitStatus? exited) == ReadStatus.Gone;
            return exited;
        }
        catch (ExhaustedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Gets the start time of a process, local. Null if a captured tree does not contain the boot time, or if the process started after the
    /// capture.
    /// </summary>
    public DateTimeOffset? StartTimeOf(ProcessIdentity identity)
    {
        using ProcRoot root = OpenRoot();
        return _clock.StartTime(identity.StartTicks, BootClock.CapturedUptime(root, new ReadBuffer()))?.ToLocalTime();
    }

    /// <summary>Holds a process, so that it can be signalled and waited for even if its PID is reused.</summary>
    /// <param name="identity">Identity of the process.</param>
    /// <param name="held">The held process, to be disposed. Null unless the status is Ok.</param>
    /// <exception cref="InvalidProcRootException">The root can no longer be opened.</exception>
    public HoldStatus Hold(ProcessIdentity identity, out HeldProcess? held)
    {
        held = null;
        try
        {
            using ProcRoot root = OpenRoot();
            return PidNamespace.IsOwn(root) ? Hold(root, identity, out held) : HoldStatus.NotLocal;
        }
        catch (ExhaustedException)
        {
            return HoldStatus.Failed;
        }
    }

    private static HoldStatus Hold(ProcRoot root, ProcessIdentity identity, out HeldProcess? held)
    {
        held = null;
        HoldStatus status = HeldProcess.Open(identity, out HeldProcess? opened);
        if (status != HoldStatus.Ok) return status;

        // The process had the PID before and still has it after the pidfd was opened, so the pidfd refers to it.
        status = Verify(root, opened!);
        if (status == HoldStatus.Ok) held = opened;
        else opened!.Dispose();
        return status;
    }

    private static HoldStatus Verify(ProcRoot root, HeldProcess opened) => ProcessLookup.Identify(root, opened.Identity.Id, out ProcessIdentity found) switch
    {
        ReadStatus.Ok when found != opened.Identity => HoldStatus.Replaced,
        ReadStatus.Ok => opened.HasExited ? HoldStatus.Exited : HoldStatus.Ok,

        // A /proc mounted with hidepid hides an existing process.
        ReadStatus.Gone => opened.HasExited ? HoldStatus.Exited : HoldStatus.Denied,
        ReadStatus.Denied => HoldStatus.Denied,
        _ => HoldStatus.Failed,
    };
}
