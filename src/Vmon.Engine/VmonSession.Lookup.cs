using Vmon.Model;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon;

public sealed partial class VmonSession
{
    /// <summary>Finds the process that has a PID now.</summary>
    /// <returns>Null if no visible process has the PID, and for the TID of a thread, for which /proc has a hidden directory.</returns>
    /// <exception cref="ExhaustedException">Unknown: out of descriptors or memory.</exception>
    public ProcessIdentity? Find(int pid)
    {
        using ProcRoot root = OpenRoot();
        ReadStatus status = Identify(root, pid, out ProcessIdentity found);
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading($"{ProcRoot}/{pid}");
        return status == ReadStatus.Ok ? found : null;
    }

    /// <summary>Whether a process with this PID exists whose files are denied to this user, as with hidepid=1.</summary>
    public bool IsHidden(int pid)
    {
        using ProcRoot root = OpenRoot();
        return Identify(root, pid, out _) == ReadStatus.Denied;
    }

    /// <summary>Whether a process with this PID exists whose stat is not in the expected format.</summary>
    public bool IsUnreadable(int pid)
    {
        using ProcRoot root = OpenRoot();
        return Identify(root, pid, out _) is ReadStatus.Malformed or ReadStatus.TooLarge;
    }

    /// <summary>Whether the process exited. False if unknown.</summary>
    internal bool HasExited(ProcessIdentity identity)
    {
        try
        {
            using ProcRoot root = OpenRoot();
            ReadStatus status = Identify(root, identity.Id, out ProcessIdentity found);
            return status == ReadStatus.Gone || (status == ReadStatus.Ok && found != identity);
        }
        catch (ExhaustedException)
        {
            return false;
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

    /// <summary>Gone also for the TID of a thread.</summary>
    private ReadStatus Identify(ProcRoot root, int pid, out ProcessIdentity found)
    {
        ProcessNode node = new(pid);
        ReadStatus status = node.Sample(new SamplingContext(root, new DescriptorBudget(0), _clock, ProcessDataSets.None));
        found = node.Identity;
        return status == ReadStatus.Ok && node.Stat.Reading.Current.IsOfThread ? ReadStatus.Gone : status;
    }
}
