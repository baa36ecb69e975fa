using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon;

public sealed partial class VmonSession
{
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

    private HoldStatus Hold(ProcRoot root, ProcessIdentity identity, out HeldProcess? held)
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

    private HoldStatus Verify(ProcRoot root, HeldProcess opened) => Identify(root, opened.Identity.Id, out ProcessIdentity found) switch
    {
        ReadStatus.Ok when found != opened.Identity => HoldStatus.Replaced,
        ReadStatus.Ok => opened.HasExited ? HoldStatus.Exited : HoldStatus.Ok,

        // A /proc mounted with hidepid hides an existing process.
        ReadStatus.Gone => opened.HasExited ? HoldStatus.Exited : HoldStatus.Denied,
        ReadStatus.Denied => HoldStatus.Denied,
        _ => HoldStatus.Failed,
    };
}
