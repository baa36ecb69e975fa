using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon;

// Acting on a process: only on the one that was sampled, and only on this machine.
public sealed partial class VmonSession
{
    /// <summary>
    /// Holds the process of this identity, so that it can be sent signals and waited for, safe against another one that gets its pid.
    /// </summary>
    /// <param name="identity">Who is meant.</param>
    /// <param name="held">To be disposed; null unless the status is Ok.</param>
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

        // Who is asked for had the pid before, and has it still after the descriptor was opened: nobody else had it then.
        status = Verify(root, opened!);
        if (status == HoldStatus.Ok) held = opened;
        else opened!.Dispose();
        return status;
    }

    private HoldStatus Verify(ProcRoot root, HeldProcess opened) => Identify(root, opened.Identity.Id, out ProcessIdentity found) switch
    {
        ReadStatus.Ok when found != opened.Identity => HoldStatus.Replaced,
        ReadStatus.Ok => opened.HasExited ? HoldStatus.Ended : HoldStatus.Ok,

        // A /proc that is mounted with hidepid shows nothing of a process that is there.
        ReadStatus.Gone => opened.HasExited ? HoldStatus.Ended : HoldStatus.Denied,
        ReadStatus.Denied => HoldStatus.Denied,
        _ => HoldStatus.Failed,
    };
}
