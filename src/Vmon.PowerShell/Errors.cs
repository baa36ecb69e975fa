using System.Globalization;
using System.Management.Automation;

namespace Vmon.PowerShell;

/// <summary>Every error that the cmdlets report: a stable id, a category, the target, and what to do about it.</summary>
internal static class Errors
{
    internal static ErrorRecord ProcessNotFound(int id) => new(
        new ItemNotFoundException(string.Create(
            CultureInfo.InvariantCulture, $"No process with the id {id} is there. List those that are with Get-VmonProcess.")),
        "ProcessNotFound",
        ErrorCategory.ObjectNotFound,
        id);

    internal static ErrorRecord ProcessHidden(int id) => new(
        new UnauthorizedAccessException(string.Create(
            CultureInfo.InvariantCulture, $"The kernel hides the process with the id {id} from you (hidepid). It takes its user's or root's rights.")),
        "ProcessHidden",
        ErrorCategory.PermissionDenied,
        id);

    internal static ErrorRecord ProcessUnreadable(int id, VmonSession session) => new(
        new InvalidDataException(string.Create(
            CultureInfo.InvariantCulture, $"Cannot read process {id}: {session.ProcRoot}/{id}/stat is not in the expected format. Compare it with proc_pid_stat(5).")),
        "ProcessUnreadable",
        ErrorCategory.InvalidData,
        id);

    internal static ErrorRecord ProcessNotFound(string name) => new(
        new ItemNotFoundException($"No process with the name '{PrintableText.Of(name)}' is there. " + (int.TryParse(name, CultureInfo.InvariantCulture, out _)
            ? $"The one with that id is meant by -Id {name}."
            : $"A name with wildcards ('{PrintableText.Of(name)}*') may match none, or later ones.")),
        "ProcessNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    internal static ErrorRecord NameNotStopped(string name) => new(
        new ArgumentException($"Cannot stop '{PrintableText.Of(name)}': it is not a process identifier. Specify a name with -Name."),
        "NameNotStopped",
        ErrorCategory.InvalidArgument,
        name);

    internal static ErrorRecord ProcessNotIdentified(ProcessReference reference) => new(
        new ArgumentException($"Cannot identify the process: {PrintableText.Of(reference.Fault)}. Use an object of Get-VmonProcess, or specify -Id."),
        "ProcessNotIdentified",
        ErrorCategory.InvalidData,
        reference.Given);

    internal static ErrorRecord StartUnclear(ProcessReference reference) => new(
        new ArgumentException(
            $"Cannot identify process {reference.Id}: "
            + (reference.StartTicks is null
                ? "its StartTime is not that of the running process, and is another date if the day comes before the month."
                : "its StartTicks and StartTime are different times. Probable cause: the object is from before a restart or a change of the clock.")
            + " Get it again with Get-VmonProcess, or specify -Id."),
        "ProcessNotIdentified",
        ErrorCategory.InvalidData,
        reference.Id);

    internal static ErrorRecord ProcessReplaced(ProcessReference process) => new(
        new ItemNotFoundException(
            $"The process {process.Label} has ended; its id belongs to another one now. Look who that is with Get-VmonProcess -Id {process.Id}."),
        "ProcessReplaced",
        ErrorCategory.ObjectNotFound,
        process);

    /// <param name="reference">Who is meant.</param>
    /// <param name="parent">Who has not waited for it yet; null for nobody.</param>
    internal static ErrorRecord ProcessEnded(ProcessReference reference, int? parent) => new(
        new ItemNotFoundException($"The process {reference.Label} has ended already."
            + (parent is null ? "" : $" Only its entry is there still, until its parent {parent} waits for it.")),
        "ProcessEnded",
        ErrorCategory.ObjectNotFound,
        reference.Target);

    internal static ErrorRecord ProcessElsewhere(ProcessReference reference) => new(
        new InvalidOperationException(
            $"The process {reference.Label} is not one of this machine, by the ids that are valid here: it is of a captured /proc, another machine, or "
            + "another PID namespace. Act on it where it runs."),
        "ProcessElsewhere",
        ErrorCategory.InvalidOperation,
        reference.Target);

    internal static ErrorRecord OwnProcess(ProcessSample process, Signals signal) => new(
        new InvalidOperationException($"{ProcessText.Of(process)} is the PowerShell that runs this. Send it {SignalName.Of(signal)} with -Force."),
        "OwnProcess",
        ErrorCategory.InvalidOperation,
        process);

    internal static ErrorRecord NotHeld(HoldStatus status, ProcessReference reference, int? parent) => status switch
    {
        _ when reference.IsThread => new ErrorRecord(
            new InvalidOperationException(
                $"{reference.Label} is a thread, and a signal is for a whole process. Stop that with Stop-VmonProcess -Id {reference.Id}."),
            "ThreadNotStopped",
            ErrorCategory.InvalidArgument,
            reference.Target),
        HoldStatus.Ended when reference.IsIdAlone && parent is null => ProcessNotFound(reference.Id),
        HoldStatus.Ended => ProcessEnded(reference, parent),
        HoldStatus.Replaced => ProcessReplaced(reference),
        HoldStatus.NotLocal => ProcessElsewhere(reference),
        HoldStatus.Denied => new ErrorRecord(
            new UnauthorizedAccessException(
                $"The kernel does not let you see whether {reference.Label} is the process that is meant. It takes its user's or root's rights."),
            "ProcessNotVerified",
            ErrorCategory.PermissionDenied,
            reference.Target),
        HoldStatus.Unsupported => new ErrorRecord(
            new PlatformNotSupportedException(
                $"The process {reference.Label} cannot be held, so that another could be hit that gets its id: it takes Linux 5.3 or later, and a "
                + "container that allows pidfd_open. Stop-Process stops whoever has the id."),
            "PidfdNotSupported",
            ErrorCategory.NotImplemented,
            reference.Target),
        _ => new ErrorRecord(
            new InvalidOperationException(
                $"The process {reference.Label} could not be held: descriptors or memory are used up. Raise the limit (ulimit -n), or stop sessions with Stop-VmonSession."),
            "ProcessNotHeld",
            ErrorCategory.ResourceUnavailable,
            reference.Target),
    };

    internal static ErrorRecord NotSignalled(HoldStatus status, ProcessReference reference, ProcessSample process, Signals signal) => status switch
    {
        HoldStatus.Denied => new ErrorRecord(
            new UnauthorizedAccessException(
                $"You may not send {SignalName.Of(signal)} to {ProcessText.Of(process)}, which is of {ProcessText.UserOf(process)}. It takes that user's or root's rights, or CAP_KILL."),
            "SignalDenied",
            ErrorCategory.PermissionDenied,
            process),
        HoldStatus.Ended => ProcessEnded(reference, parent: null),
        _ => NotHeld(status, reference, parent: null),
    };

    internal static ErrorRecord WaitTimedOut(TimeSpan timeout, WaitedProcess process, ScriptBlock? until) => new(
        new TimeoutException(
            (until is null
                ? $"After {ProcessText.Of(timeout)}, {ProcessText.Of(process)} has not ended."
                : $"After {ProcessText.Of(timeout)}, {ProcessText.Of(until)} does not hold of {ProcessText.Of(process)}.")
            + " Wait longer with -Timeout."),
        "WaitTimedOut",
        ErrorCategory.OperationTimeout,
        ProcessText.TargetOf(process));

    internal static ErrorRecord NoneInTime(TimeSpan timeout, IReadOnlyCollection<WaitedProcess> processes, ScriptBlock? until) => new(
        new TimeoutException(
            (until is null
                ? $"After {ProcessText.Of(timeout)}, none of {processes.Count} process(es) has ended."
                : $"After {ProcessText.Of(timeout)}, {ProcessText.Of(until)} holds of none of {processes.Count} process(es).")
            + " Wait longer with -Timeout."),
        "WaitTimedOut",
        ErrorCategory.OperationTimeout,
        processes.Select(ProcessText.TargetOf).ToArray());

    internal static ErrorRecord EndedBeforeCondition(WaitedProcess process, ScriptBlock until) => new(
        new ItemNotFoundException(
            $"{ProcessText.Of(process)} has ended, and {ProcessText.Of(until)} did not hold of it before. With -Exit, its end will do as well."),
        "EndedBeforeCondition",
        ErrorCategory.ObjectNotFound,
        ProcessText.TargetOf(process));

    internal static ErrorRecord NothingToWaitFor() => new(
        new ArgumentException("Every process would be waited for. Say which, by -Id, -Name or -InputObject, or wait for any of them with -Any -Until { … }."),
        "NothingToWaitFor",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord ForWithoutUntil() => new(
        new ArgumentException("Cannot wait with -For alone: it says how long a condition must hold. Specify the condition with -Until { … }."),
        "ForWithoutUntil",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord PropertyNotFound(ScriptBlock until, string name) => new(
        new ArgumentException($"Cannot wait until {ProcessText.Of(until)}: a process has no property '{PrintableText.Of(name)}'. Get-Help about_Vmon_Objects lists the properties."),
        "PropertyNotFound",
        ErrorCategory.InvalidArgument,
        name);

    internal static ErrorRecord WaitForItself(int id) => new(
        new InvalidOperationException($"The process {id} is the PowerShell that waits: its own end it cannot wait for. With -Until {{ … }}, it can be waited for."),
        "WaitForItself",
        ErrorCategory.InvalidOperation,
        id);

    internal static ErrorRecord SessionNotFound(string name) => new(
        new ItemNotFoundException($"No session with the name '{name}' is there. Start it with Start-VmonSession -Name '{name}'."),
        "SessionNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    internal static ErrorRecord SessionExists(string name) => new(
        new InvalidOperationException($"A session with the name '{name}' is there already. Stop it with Stop-VmonSession -Name '{name}', or choose another name."),
        "SessionExists",
        ErrorCategory.ResourceExists,
        name);

    internal static ErrorRecord SessionStopped(VmonSession session) => new(
        new InvalidOperationException($"The session '{session.Name}' was stopped. Start another with Start-VmonSession."),
        "SessionStopped",
        ErrorCategory.InvalidOperation,
        session);

    internal static ErrorRecord Exhausted(ExhaustedException reason) => new(
        new InvalidOperationException(
            $"{reason.Message} Raise the limit (ulimit -n), close what is open, or stop sessions with Stop-VmonSession.", reason),
        "Exhausted",
        ErrorCategory.ResourceUnavailable,
        null);

    internal static ErrorRecord FilesDenied(ProcessSample process) => new(
        new UnauthorizedAccessException(
            $"The kernel does not let you see the open files of {PrintableText.Of(process.ToString())}. It takes its user's or root's rights, or CAP_SYS_PTRACE."),
        "FilesDenied",
        ErrorCategory.PermissionDenied,
        process);

    internal static ErrorRecord FileExists(string path) => new(
        new IOException($"The file '{path}' is there already. Replace it with -Force, or name another."),
        "FileExists",
        ErrorCategory.ResourceExists,
        path);

    internal static ErrorRecord FileNotReplaced(string path) => new(
        new IOException($"'{path}' is a link, a directory, a device or a pipe: only a file is replaced. Remove it, or name another."),
        "FileNotReplaced",
        ErrorCategory.ResourceExists,
        path);

    internal static ErrorRecord NoFileSystemPath(string path) => new(
        new ArgumentException($"'{path}' is not in the file system. Name a directory or file that is."),
        "NoFileSystemPath",
        ErrorCategory.InvalidArgument,
        path);

    internal static ErrorRecord FileNotWritten(Exception reason, string path) => new(
        reason, "FileNotWritten", ErrorCategory.WriteError, path);

    internal static ErrorRecord InvalidProcRoot(InvalidProcRootException reason, string path) => new(
        reason, "InvalidProcRoot", ErrorCategory.InvalidArgument, path);
}
