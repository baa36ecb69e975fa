using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>Every warning that the cmdlets give.</summary>
internal static class Warnings
{
    internal static string Denied(DeniedSummary denied) => string.Create(
        CultureInfo.InvariantCulture,
        $"The kernel refused {What(denied.Wants)} of {denied.Processes} process(es), wholly or in part: what is unknown is null, and the Denied "
        + $"property tells of which. {Remedy} Said once for a session.");

    internal static string HasRunShort(VmonSession session) =>
        "Descriptors or memory are used up: processes and values may be missing. Session "
        + $"'{session.Name}' keeps fewer files open for a while, so that the next sample may have them. Raise the limit (ulimit -n), or close what is open.";

    internal static string Refused(VmonSession session, string path) =>
        $"Did not open '{PrintableText.Of(path)}' of the captured tree '{PrintableText.Of(session.ProcRoot)}': it is a symbolic link, a device or a named "
        + "pipe, which could lead outside the tree. Values from such files are null, and processes without a readable stat are left out. "
        + "Further ones in this session are not reported.";

    internal static string FilesCut(FileCutSummary cut) => string.Create(
        CultureInfo.InvariantCulture,
        $"Listed {cut.Listed} of {cut.Open} open files of {cut.Processes} process(es), such as {ProcessText.Of(cut.First!)}: the open files of a watch take "
        + $"256 MB at most, and those of one process half of what is free. FileCount is exact. Specify fewer processes with -Id.");

    internal static string SocketsUnseen(int processes) => string.Create(
        CultureInfo.InvariantCulture,
        $"Found no such socket, but could not read the open files of up to {processes} process(es). {Remedy}");

    internal static string SignalIgnored(ProcessSample process, Signals signal) =>
        process.Id == 1
            ? $"{ProcessText.Of(process)} is the init of this machine or container, and does not handle {signal}: the kernel has dropped it."
            : $"{ProcessText.Of(process)} ignores {signal}: the kernel has dropped it." + (signal == Signals.SIGKILL ? " It is a thread of the kernel." : "");

    internal static string Denied(SystemWants wants) =>
        $"The kernel refused {wants} of the machine: what it would tell is null. A container may hide such files. Said once for a session.";

    private static string Remedy => Environment.IsPrivilegedProcess
        ? "It was refused to root: it lacks CAP_SYS_PTRACE, as in a container, or a security module guards it."
        : "It takes root's rights, or CAP_SYS_PTRACE.";

    private static string What(ProcessWants wants) => wants == ProcessWants.None ? "everything" : wants.ToString();
}
