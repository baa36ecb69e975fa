using System.Globalization;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;
using Vmon.Metrics;
using Vmon.PowerShell.Parameters;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Messages;

/// <summary>Every error of the cmdlets: a stable id, a category, the target, the reason and the remedy.</summary>
internal static class Errors
{
    internal static ErrorRecord ProcessNotFound(int id) => new(
        new ItemNotFoundException(string.Create(
            CultureInfo.InvariantCulture, $"Cannot find a process with the process identifier {id}.")),
        "ProcessNotFound",
        ErrorCategory.ObjectNotFound,
        id);

    internal static ErrorRecord ProcessHidden(int id, VmonSession session) => new(
        new UnauthorizedAccessException(string.Create(
            CultureInfo.InvariantCulture, $"Cannot read process {id}: permission to {session.ProcRoot}/{id} is denied. {Remedies.ForHidden(session)}")),
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
        new ItemNotFoundException($"Cannot find a process with the name \"{PrintableText.Of(name)}\". " + (Numeric.ProcessId(name) is int id
            ? string.Create(CultureInfo.InvariantCulture, $"Specify a process identifier with -Id {id}.")
            : "Verify the process name and call the cmdlet again.")),
        "ProcessNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    internal static ErrorRecord CgroupNotFound(string path) => new(
        new ItemNotFoundException($"Cannot find a control group with the path \"{PrintableText.Of(path)}\". Display the paths with Get-VmonCgroup."),
        "CgroupNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    internal static ErrorRecord CgroupsNotRecorded(VmonRecording recording) => new(
        new InvalidOperationException(
            $"Cannot read control groups from {PrintableText.Of(recording.Path)}: the samples of that time do not contain them. The recorder was of an earlier version, or of a machine without control groups."),
        "CgroupsNotRecorded",
        ErrorCategory.InvalidOperation,
        recording.Path);

    internal static ErrorRecord NoCgroups(VmonSession session) => new(
        new NotSupportedException(session.IsLocal
            ? "Cannot read control groups: no hierarchy is mounted in this mount namespace. Mount one, for example with mount -t cgroup2 none /sys/fs/cgroup."
            : $"Cannot read the control groups of {session.ProcRoot}: their files are not part of it. Use a session of this machine's /proc."),
        "NoCgroups",
        ErrorCategory.NotInstalled,
        session.ProcRoot);

    internal static ErrorRecord UnitNotFound(string unit) => new(
        new ItemNotFoundException($"Cannot find a process or a control group of the unit \"{PrintableText.Of(unit)}\". Display the units that have processes with Get-VmonProcess | Group-Object Unit."),
        "UnitNotFound",
        ErrorCategory.ObjectNotFound,
        unit);

    internal static ErrorRecord ContainerNotFound(string container) => new(
        new ItemNotFoundException(
            $"Cannot find a process or a control group of the container \"{PrintableText.Of(container)}\". An identifier must be complete, or end with *. "
            + "Display the containers that have processes with Get-VmonProcess | Group-Object ContainerName, ContainerId."),
        "ContainerNotFound",
        ErrorCategory.ObjectNotFound,
        container);

    internal static ErrorRecord NameNotStopped(string name) => new(
        new ArgumentException($"Cannot stop '{PrintableText.Of(name)}': it is not a process identifier. Specify a process name with -Name."),
        "NameNotStopped",
        ErrorCategory.InvalidArgument,
        name);

    internal static ErrorRecord ProcessNotIdentified(ProcessReference reference) => new(
        new ArgumentException($"Cannot identify the process: {PrintableText.Of(reference.Fault)}. Use an object from Get-VmonProcess, or specify -Id."),
        "ProcessNotIdentified",
        ErrorCategory.InvalidData,
        reference.Given);

    internal static ErrorRecord StartUnclear(ProcessReference reference) => new(
        new ArgumentException(
            $"Cannot identify process {reference.Id}: "
            + (reference.StartTicks is null
                ? "its StartTime is ambiguous text, which could be read with the day or the month first."
                : "its StartTicks and StartTime are different times. Probable cause: the computer restarted or its clock was changed after the object was created.")
            + " Get it again with Get-VmonProcess, or specify -Id."),
        "ProcessNotIdentified",
        ErrorCategory.InvalidData,
        reference.Id);

    internal static ErrorRecord ProcessReplaced(ProcessReference process) => new(
        new ItemNotFoundException(
            $"Cannot find process {process.Label}: it exited, and another process reuses its process identifier. Display that process with Get-VmonProcess -Id {process.Id}."),
        "ProcessReplaced",
        ErrorCategory.ObjectNotFound,
        process);

    /// <param name="reference">The process.</param>
    /// <param name="parent">Pid of the parent that has not reaped it yet; null if it was reaped.</param>
    internal static ErrorRecord ProcessExited(ProcessReference reference, int? parent) => new(
        new ItemNotFoundException($"Cannot find process {reference.Label}: it exited."
            + (parent is null ? "" : $" It is a zombie until its parent, process {parent}, waits for it.")),
        "ProcessEnded",
        ErrorCategory.ObjectNotFound,
        reference.Target);

    internal static ErrorRecord ProcessElsewhere(ProcessReference reference) => new(
        new InvalidOperationException(
            $"Cannot use process {reference.Label} here: it belongs to a recording, a captured tree, another computer or another PID namespace. "
            + "Run the command on the computer and in the container where the process runs."),
        "ProcessElsewhere",
        ErrorCategory.InvalidOperation,
        reference.Target);

    internal static ErrorRecord OwnProcess(ProcessSample process, Signals signal) => new(
        new InvalidOperationException($"Cannot stop {ProcessText.Of(process)}: it is this PowerShell process. Specify -Force to send it {SignalName.Of(signal)}."),
        "OwnProcess",
        ErrorCategory.InvalidOperation,
        process);

    internal static ErrorRecord NotHeld(HoldStatus status, ProcessReference reference, int? parent) => status switch
    {
        _ when reference.IsThread => new ErrorRecord(
            new InvalidOperationException(
                $"Cannot stop {reference.Label}: it is a thread. Stop its process with Stop-VmonProcess -Id {reference.Id}."),
            "ThreadNotStopped",
            ErrorCategory.InvalidArgument,
            reference.Target),
        HoldStatus.Exited when reference.IsIdAlone && parent is null => ProcessNotFound(reference.Id),
        HoldStatus.Exited => ProcessExited(reference, parent),
        HoldStatus.Replaced => ProcessReplaced(reference),
        HoldStatus.NotLocal => ProcessElsewhere(reference),
        HoldStatus.Denied => new ErrorRecord(
            new UnauthorizedAccessException(
                $"Cannot verify the identity of process {reference.Label}: permission denied. Run as the owner of the process or as root."),
            "ProcessNotVerified",
            ErrorCategory.PermissionDenied,
            reference.Target),
        HoldStatus.Unsupported => new ErrorRecord(
            new PlatformNotSupportedException(
                $"Cannot open process {reference.Label} safely: pidfd_open is not available. It requires Linux 5.3 or later, and a container that permits it. "
                + $"Use Stop-Process -Id {reference.Id}, which cannot detect a reused process identifier."),
            "PidfdNotSupported",
            ErrorCategory.NotImplemented,
            reference.Target),
        _ => new ErrorRecord(
            new InvalidOperationException(
                $"Cannot open process {reference.Label}: out of file descriptors or memory. Raise the limit (ulimit -n), or stop sessions with Stop-VmonSession."),
            "ProcessNotHeld",
            ErrorCategory.ResourceUnavailable,
            reference.Target),
    };

    internal static ErrorRecord NotSignalled(HoldStatus status, ProcessReference reference, ProcessSample process, Signals signal) => status switch
    {
        HoldStatus.Denied => new ErrorRecord(
            new UnauthorizedAccessException(
                $"Cannot send {SignalName.Of(signal)} to {ProcessText.Of(process)}: permission denied. The process belongs to {ProcessText.UserOf(process)}. "
                + "Run as that user or as root, or grant CAP_KILL."),
            "SignalDenied",
            ErrorCategory.PermissionDenied,
            process),
        HoldStatus.Exited => ProcessExited(reference, parent: null),
        _ => NotHeld(status, reference, parent: null),
    };

    internal static ErrorRecord WaitTimedOut(TimeSpan timeout, WaitedProcess process, ScriptBlock? until) => new(
        new TimeoutException(
            $"Timed out after {ProcessText.Of(timeout)}: {ProcessText.Of(process)} " + (until is null ? "is still running." : $"does not meet the condition {ProcessText.Of(until)}.")),
        "WaitTimedOut",
        ErrorCategory.OperationTimeout,
        ProcessText.TargetOf(process));

    internal static ErrorRecord NoneInTime(TimeSpan timeout, IReadOnlyCollection<WaitedProcess> processes, ScriptBlock? until) => new(
        new TimeoutException(
            string.Create(CultureInfo.InvariantCulture, $"Timed out after {ProcessText.Of(timeout)}: none of the {processes.Count} processes ")
            + (until is null ? "exited." : $"meets the condition {ProcessText.Of(until)}.")),
        "WaitTimedOut",
        ErrorCategory.OperationTimeout,
        processes.Select(ProcessText.TargetOf).ToArray());

    internal static ErrorRecord ExitedBeforeCondition(WaitedProcess process, ScriptBlock until) => new(
        new ItemNotFoundException(
            $"{ProcessText.Of(process)} exited before it met the condition {ProcessText.Of(until)}. Specify -Exit to accept an exit as well."),
        "EndedBeforeCondition",
        ErrorCategory.ObjectNotFound,
        ProcessText.TargetOf(process));

    internal static ErrorRecord NothingToWaitFor() => new(
        new ArgumentException("Cannot wait for every process. Specify -Id, -Name or -InputObject, or wait for the first process that meets a condition with -Any -Until { … }."),
        "NothingToWaitFor",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord ForWithoutUntil() => new(
        new ArgumentException("Cannot use -For without -Until: -For is how long the condition must stay true. Specify the condition with -Until { … }."),
        "ForWithoutUntil",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord PropertyNotFound(ScriptBlock until, string name) => new(
        new ArgumentException($"Cannot wait until {ProcessText.Of(until)}: a process has no property '{PrintableText.Of(name)}'. Get-Help about_Vmon_Objects lists the properties."),
        "PropertyNotFound",
        ErrorCategory.InvalidArgument,
        name);

    internal static ErrorRecord WaitForItself(int id) => new(
        new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture, $"Cannot wait for process {id} to exit: it is this PowerShell process. Specify a condition with -Until {{ … }}.")),
        "WaitForItself",
        ErrorCategory.InvalidOperation,
        id);

    internal static ErrorRecord EventsNotPermitted(VmonSession session) => !session.IsLocal
        ? new ErrorRecord(
            new InvalidOperationException(
                $"Cannot watch events in session '{session.Name}': it samples a captured tree, or the processes of another PID namespace. Use a session of this machine's /proc."),
            "EventsNotLocal",
            ErrorCategory.InvalidOperation,
            session)
        : !session.Options.UseEvents
        ? new ErrorRecord(
            new InvalidOperationException($"Cannot watch events in session '{session.Name}': it was started with -NoEvent. Use another session."),
            "EventsTurnedOff",
            ErrorCategory.InvalidOperation,
            session)
        : new ErrorRecord(
            new UnauthorizedAccessException(
                "Cannot watch events: the kernel permits neither BPF programs nor the process connector. "
                + "Run as root on the host, or grant CAP_BPF and CAP_PERFMON. In a container with its own PID namespace, the kernel does not report events."),
            "EventsNotPermitted",
            ErrorCategory.PermissionDenied,
            session);

    internal static ErrorRecord SessionNotFound(string name) => new(
        new ItemNotFoundException($"Cannot find a session with the name '{name}'. Start it with Start-VmonSession -Name '{name}'."),
        "SessionNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    internal static ErrorRecord SessionExists(string name) => new(
        new InvalidOperationException($"Cannot start session '{name}': a session with this name already exists. Stop it with Stop-VmonSession -Name '{name}', or specify another name."),
        "SessionExists",
        ErrorCategory.ResourceExists,
        name);

    internal static ErrorRecord SessionStopped(VmonSession session) => new(
        new InvalidOperationException($"Cannot use session '{session.Name}': it was stopped. Start a new session with Start-VmonSession."),
        "SessionStopped",
        ErrorCategory.InvalidOperation,
        session);

    internal static ErrorRecord Exhausted(ExhaustedException reason) => new(
        new InvalidOperationException(
            $"{reason.Message} Raise the limit (ulimit -n), or stop sessions with Stop-VmonSession.", reason),
        "Exhausted",
        ErrorCategory.ResourceUnavailable,
        null);

    internal static ErrorRecord FilesDenied(ProcessSample process, VmonSession session) => new(
        new UnauthorizedAccessException($"Cannot list the open files of {ProcessText.Of(process)}: permission denied. {Remedies.ForDenied(session)}"),
        "FilesDenied",
        ErrorCategory.PermissionDenied,
        process);

    internal static ErrorRecord AddressNotValid(string address) => new(
        new ArgumentException($"Cannot use '{PrintableText.Of(address)}': it is not an IP address, a prefix or a wildcard pattern. Specify an address such as 192.0.2.1, 192.0.2.0/24 or 192.0.2.*."),
        "AddressNotValid",
        ErrorCategory.InvalidArgument,
        address);

    internal static ErrorRecord FileExists(string path) => new(
        new IOException($"Cannot write '{path}': the file already exists. Specify -Force to replace it, or specify another path."),
        "FileExists",
        ErrorCategory.ResourceExists,
        path);

    internal static ErrorRecord FileNotReplaced(string path) => new(
        new IOException($"Cannot replace '{path}': it is not a regular file. Remove it, or specify another path."),
        "FileNotReplaced",
        ErrorCategory.ResourceExists,
        path);

    internal static ErrorRecord NoFileSystemPath(string path) => new(
        new ArgumentException($"Cannot use '{path}': it is not a file system path. Specify a path of the FileSystem provider."),
        "NoFileSystemPath",
        ErrorCategory.InvalidArgument,
        path);

    internal static ErrorRecord RecordingNotStarted(RecordingException reason, string path) => new(
        reason, "RecordingNotStarted", ErrorCategory.OpenError, path);

    internal static ErrorRecord RecordingNotOpened(RecordingException reason, string path) => new(
        reason, "RecordingNotOpened", ErrorCategory.OpenError, path);

    internal static ErrorRecord RecordingNotFound(string path) => new(
        new ItemNotFoundException($"Cannot find a recording at '{path}'. Verify the path, or start one with Start-VmonRecording."),
        "RecordingNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    internal static ErrorRecord RecorderNotFound(string path) => new(
        new ItemNotFoundException($"Cannot find a recorder of this runspace that records to '{path}'. List the recorders with Get-VmonRecording."),
        "RecorderNotFound",
        ErrorCategory.ObjectNotFound,
        path);

    internal static ErrorRecord SampleNotRecorded(VmonRecording recording, DateTimeOffset time, RecordedMoment moment) => new(
        new ItemNotFoundException(
            $"Cannot find a sample of {Shown(recording, time)} in '{recording.Path}': "
            + (moment.Last, moment.Next) switch
            {
                (null, null) => "nothing is recorded.",
                (null, { } first) => $"the recording begins at {Shown(recording, first)}.",
                ({ } end, null) => $"the recording ends at {Shown(recording, end)}.",
                ({ } end, { } first) => $"nothing was recorded from {Shown(recording, end)} to {Shown(recording, first)}.",
            }
            + " Specify another time with -TimeStamp."),
        "SampleNotRecorded",
        ErrorCategory.ObjectNotFound,
        time);

    internal static ErrorRecord RangeNotRecorded(VmonRecording recording, RecordingRange range) => new(
        new ItemNotFoundException(
            $"Cannot find a sample{(range.Start is { } start ? $" from {Shown(recording, start)}" : "")}{(range.End is { } end ? $" until {Shown(recording, end)}" : "")} in '{recording.Path}': "
            + (recording.StartTime is { } first && recording.EndTime is { } last ? $"it has samples from {Shown(recording, first)} to {Shown(recording, last)}." : "nothing is recorded.")
            + " Specify other times with -StartTime and -EndTime."),
        "RangeNotRecorded",
        ErrorCategory.ObjectNotFound,
        recording.Path);

    internal static ErrorRecord RecordingNotCopied(Exception reason, string path) => new(
        reason, "RecordingNotCopied", ErrorCategory.WriteError, path);

    internal static ErrorRecord RecordingNotExported(Exception reason, string path) => new(
        reason, "RecordingNotExported", ErrorCategory.WriteError, path);

    internal static ErrorRecord FilesNotRecorded(VmonRecording recording) => new(
        new InvalidOperationException($"The recording '{PrintableText.Of(recording.Path)}' does not contain open files. Record them with Start-VmonRecording -Include Files."),
        "FilesNotRecorded",
        ErrorCategory.InvalidOperation,
        recording.Path);

    internal static ErrorRecord ConnectionsNotRecorded(VmonRecording recording) => new(
        new InvalidOperationException(
            $"Cannot read sockets from '{PrintableText.Of(recording.Path)}': the samples of that time do not contain them. Record them with Start-VmonRecording -IncludeConnection."),
        "ConnectionsNotRecorded",
        ErrorCategory.InvalidOperation,
        recording.Path);

    internal static ErrorRecord DetailsNotRecorded() => new(
        new ArgumentException("Cannot use -LocalPort, -RemotePort, -Listening or -IncludeInfo with -RecordingPath: a recording contains neither addresses nor fdinfo. Omit them."),
        "DetailsNotRecorded",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord SessionOfRecording() => new(
        new ArgumentException("Cannot use -Session with a recording, which does not belong to a session. Omit one of the two parameters."),
        "SessionOfRecording",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord NoTerminal() => new(
        new InvalidOperationException(
            "Cannot show the view: standard input or output is not a terminal. Run Show-Vmon in a terminal, or get objects with Watch-VmonProcess or Get-VmonTree."),
        "NoTerminal",
        ErrorCategory.InvalidOperation,
        null);

    internal static ErrorRecord TerminalNotSupported(string? type) => new(
        new NotSupportedException(
            (string.IsNullOrEmpty(type) ? "Cannot show the view: the environment variable TERM is not set." : $"Cannot show the view: a terminal of type '{PrintableText.Of(type)}' (TERM) cannot move its cursor.")
            + " Set TERM to the type of your terminal, for example xterm-256color, or get objects with Watch-VmonProcess or Get-VmonTree."),
        "TerminalNotSupported",
        ErrorCategory.NotInstalled,
        type);

    internal static ErrorRecord ListenAddressNotValid(string address) => new(
        new ArgumentException($"Cannot listen on '{PrintableText.Of(address)}': it is not an IP address with a port. Use 127.0.0.1:9257, [::1]:9257, or 0.0.0.0:9257 for all addresses."),
        "ListenAddressNotValid",
        ErrorCategory.InvalidArgument,
        address);

    internal static ErrorRecord CertificateWithoutKey(X509Certificate2 certificate) => new(
        new ArgumentException(
            $"Cannot use the certificate '{PrintableText.Of(certificate.Subject)}': it has no private key. Read both with [Security.Cryptography.X509Certificates.X509Certificate2]::CreateFromPemFile."),
        "CertificateWithoutKey",
        ErrorCategory.InvalidArgument,
        certificate);

    internal static ErrorRecord EmptyToken() => new(
        new ArgumentException("Cannot use an empty bearer token. Specify at least one character, or omit -BearerToken."),
        "EmptyToken",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord OtlpEndpointNotValid(Uri endpoint) => new(
        new ArgumentException($"Cannot send to '{PrintableText.Of(endpoint.ToString())}': it is not an http or https address. Use http://localhost:4317 for gRPC, or http://localhost:4318/v1/metrics."),
        "OtlpEndpointNotValid",
        ErrorCategory.InvalidArgument,
        endpoint.ToString());

    internal static ErrorRecord ExporterNotStarted(ExporterException reason) => new(
        new IOException($"Cannot listen on {reason.Address}: {reason.Reason}. Specify another address with -ListenAddress, or stop what uses it.", reason),
        "ExporterNotStarted",
        ErrorCategory.OpenError,
        reason.Address.ToString());

    internal static ErrorRecord ExporterNotFound(string address) => new(
        new ItemNotFoundException($"Cannot find an exporter of this runspace that listens on '{PrintableText.Of(address)}'. List the exporters with Get-VmonExporter."),
        "ExporterNotFound",
        ErrorCategory.ObjectNotFound,
        address);

    internal static ErrorRecord MetricFileNotNamed(string path) => new(
        new ArgumentException($"Cannot write metrics to '{PrintableText.Of(path)}': its name does not end with .prom, and node_exporter reads only such files. Specify a path that does."),
        "MetricFileNotNamed",
        ErrorCategory.InvalidArgument,
        path);

    internal static ErrorRecord FileNotWritten(Exception reason, string path) => new(
        reason, "FileNotWritten", ErrorCategory.WriteError, path);

    internal static ErrorRecord ReportFormatNotKnown(string path) => new(
        new ArgumentException($"Cannot tell the format of '{PrintableText.Of(path)}': its name ends neither with .html nor with .svg. Specify a path that does."),
        "ReportFormatNotKnown",
        ErrorCategory.InvalidArgument,
        path);

    internal static ErrorRecord PropertyOfPage() => new(
        new ArgumentException("Cannot use -Property with a page, which shows all. Specify a path that ends with .svg, or omit -Property."),
        "PropertyOfPage",
        ErrorCategory.InvalidArgument,
        null);

    internal static ErrorRecord PropertyNotCharted(string name) => new(
        new ArgumentException($"Cannot draw '{PrintableText.Of(name)}': neither a process nor the machine has a numeric property of this name. Get-Help about_Vmon_Objects lists the properties."),
        "PropertyNotFound",
        ErrorCategory.InvalidArgument,
        name);

    internal static ErrorRecord NotASample(PSObject item) => new(
        new ArgumentException($"Cannot report {PrintableText.Of(item.BaseObject.GetType().Name)}: it is not a sample. Pipe the output of Watch-VmonProcess or Watch-VmonSystem."),
        "NotASample",
        ErrorCategory.InvalidType,
        item.BaseObject);

    internal static ErrorRecord SamplesMixed(string other, string first) => new(
        new InvalidOperationException(
            $"Cannot report samples of '{PrintableText.Of(other)}' together with those of '{PrintableText.Of(first)}': their figures do not add up. They are left out. Write a report for each."),
        "SamplesMixed",
        ErrorCategory.InvalidOperation,
        other);

    internal static ErrorRecord NothingToReport() => new(
        new InvalidOperationException("Cannot write a report: the pipeline contained no samples. Pipe the output of Watch-VmonProcess or Watch-VmonSystem."),
        "NothingToReport",
        ErrorCategory.InvalidData,
        null);

    internal static ErrorRecord SeveralRecordings(string path, int count) => new(
        new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Cannot report {count} recordings together: '{PrintableText.Of(path)}' matches all of them. Specify one of them.")),
        "SeveralRecordings",
        ErrorCategory.InvalidArgument,
        path);

    internal static ErrorRecord InvalidProcRoot(InvalidProcRootException reason, string path) => new(
        reason, "InvalidProcRoot", ErrorCategory.InvalidArgument, path);

    private static string Shown(VmonRecording recording, DateTimeOffset time) =>
        recording.ToHostTime(time).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
