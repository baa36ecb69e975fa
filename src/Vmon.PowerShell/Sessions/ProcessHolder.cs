using System.Management.Automation;
using Vmon.PowerShell.Messages;
using Vmon.PowerShell.Parameters;

namespace Vmon.PowerShell.Sessions;

/// <summary>Holds the referenced process, or returns an error.</summary>
internal sealed class ProcessHolder(VmonSession machine)
{
    /// <summary>Holds the process. Exactly one of held and error is set.</summary>
    internal HoldStatus Hold(ProcessReference reference, out HeldProcess? held, out ErrorRecord? error)
    {
        held = null;
        bool isUnclear = false;
        HoldStatus status = reference.IsElsewhere ? HoldStatus.NotLocal
            : reference.IsThread ? HoldStatus.Failed
            : Identify(reference, out ProcessIdentity identity, out isUnclear) is var found and not HoldStatus.Ok ? found
            : machine.Hold(identity, out held);
        error = status == HoldStatus.Ok ? null
            : isUnclear ? Errors.StartUnclear(reference)
            : Errors.NotHeld(status, reference, status == HoldStatus.Exited ? ParentOfExited(reference) : null);
        return status;
    }

    /// <summary>Samples the process with its command and signal masks. Null if it exited.</summary>
    internal ProcessSample? Sample(ProcessIdentity identity) => Sample(new ProcessSelection { Targets = [identity] }) is [var process, ..] ? process : null;

    /// <summary>The processes that match the names now.</summary>
    internal IReadOnlyList<ProcessSample> Named(NamePatterns names) => Sample(new ProcessSelection { Name = names.Matches });

    private IReadOnlyList<ProcessSample> Sample(ProcessSelection selection)
    {
        using ProcessWatch watch = machine.Watch(selection, ProcessDataSets.Default | ProcessDataSets.Command | ProcessDataSets.Status, events: false);
        watch.Sample();
        return [.. watch.Processes()];
    }

    private HoldStatus Identify(ProcessReference reference, out ProcessIdentity identity, out bool isUnclear)
    {
        identity = reference.Identity ?? default;
        isUnclear = false;
        if (reference.Identity is not null) return HoldStatus.Ok;
        if (machine.Find(reference.Id) is not { } found) return machine.IsHidden(reference.Id) ? HoldStatus.Denied : HoldStatus.Exited;
        identity = found;
        ReferenceMatch match = reference.Match(found, machine);
        isUnclear = match == ReferenceMatch.Unclear;
        return match == ReferenceMatch.Meant ? HoldStatus.Ok : HoldStatus.Replaced;
    }

    private int? ParentOfExited(ProcessReference reference) =>
        machine.Find(reference.Id) is { } found && (reference.Identity is null || reference.Identity == found) ? Sample(found)?.ParentId : null;
}
