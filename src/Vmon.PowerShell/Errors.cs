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

    internal static ErrorRecord ProcessNotFound(string name) => new(
        new ItemNotFoundException($"No process with the name '{name}' is there. " + (int.TryParse(name, CultureInfo.InvariantCulture, out _)
            ? $"The one with that id is meant by -Id {name}."
            : $"A name with wildcards ('{name}*') may match none, or later ones.")),
        "ProcessNotFound",
        ErrorCategory.ObjectNotFound,
        name);

    internal static ErrorRecord ProcessReplaced(ProcessReference process) => new(
        new ItemNotFoundException($"The process {process} has ended; its id belongs to another one now."),
        "ProcessReplaced",
        ErrorCategory.ObjectNotFound,
        process);

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
