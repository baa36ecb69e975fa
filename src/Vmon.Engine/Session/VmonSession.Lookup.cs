using Vmon.Model;
using Vmon.Proc;
using Vmon.Sampling;

namespace Vmon;

// Who has a pid, without a watch.
public sealed partial class VmonSession
{
    /// <summary>Which process has a pid now.</summary>
    /// <returns>Null for none, for one that may not be seen, and for the id of a thread, under which /proc has a hidden directory too.</returns>
    /// <exception cref="ExhaustedException">It cannot be told: descriptors or memory are used up.</exception>
    public ProcessIdentity? Find(int pid)
    {
        using ProcRoot root = OpenRoot();
        ReadStatus status = Identify(root, pid, out ProcessIdentity found);
        if (status == ReadStatus.Exhausted) throw ExhaustedException.Reading($"{ProcRoot}/{pid}");
        return status == ReadStatus.Ok ? found : null;
    }

    /// <summary>Whether there is a process of that id of which the kernel tells this user nothing else (hidepid=1).</summary>
    public bool IsHidden(int pid)
    {
        using ProcRoot root = OpenRoot();
        return Identify(root, pid, out _) == ReadStatus.Denied;
    }

    /// <summary>Whether there is a process of that id whose stat cannot be understood.</summary>
    public bool IsUnreadable(int pid)
    {
        using ProcRoot root = OpenRoot();
        return Identify(root, pid, out _) is ReadStatus.Malformed or ReadStatus.TooLarge;
    }

    /// <summary>Whether the process of this identity is there no more: false also where that cannot be told.</summary>
    internal bool HasGone(ProcessIdentity identity)
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
    /// When the process of this identity started, local time. Null if a captured tree does not tell the boot time, and for a start after its capture.
    /// </summary>
    public DateTimeOffset? StartTimeOf(ProcessIdentity identity)
    {
        using ProcRoot root = OpenRoot();
        return _clock.StartTime(identity.StartTicks, BootClock.CapturedUptime(root, new ReadBuffer()))?.ToLocalTime();
    }

    /// <summary>Gone also for the id of a thread.</summary>
    private ReadStatus Identify(ProcRoot root, int pid, out ProcessIdentity found)
    {
        ProcessNode node = new(pid);
        ReadStatus status = node.Sample(new SamplingContext(root, new DescriptorBudget(0), _clock, ProcessDataSets.None));
        found = node.Identity;
        return status == ReadStatus.Ok && node.Stat.Reading.Current.IsOfThread ? ReadStatus.Gone : status;
    }
}
