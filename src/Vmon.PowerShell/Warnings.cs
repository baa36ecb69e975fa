using System.Globalization;

namespace Vmon.PowerShell;

/// <summary>Every warning that the cmdlets give.</summary>
internal static class Warnings
{
    internal static string Denied(DeniedSummary denied) =>
        $"Permission denied reading {What(denied.DataSets)} of {Which(denied)}; those properties are null. {Remedy} {Once}";

    internal static string Unread(IReadOnlyCollection<UnreadPropertyEventArgs> asked)
    {
        string[] names = [.. asked.Where(one => one.DataSet != ProcessDataSets.None).Select(one => one.Property).Order(StringComparer.Ordinal)];
        ProcessDataSets dataSets = asked.Aggregate(ProcessDataSets.None, (all, one) => all | one.DataSet);
        string unread = names.Length == 0 ? "" : $"{And(names)} {(names.Length == 1 ? "was not read and is" : "were not read and are")} null. Specify -Include {dataSets}.";
        return names.Length == asked.Count ? unread : $"{unread} Parent is null: the parent process was not sampled. Use Get-VmonProcess -IncludeAncestor, or ParentId.".TrimStart();
    }

    internal static string UnreadDataSets(UnreadPropertyEventArgs asked) =>
        $"{asked.Property} and the other properties of {(int.PopCount((int)asked.NotRead) == 1 ? "the data set" : "the data sets")} {And(Names(asked.NotRead))} were not read "
        + $"and are null. Specify -Include with what you need, or -Include All. Further ones in this session are not reported.";

    internal static string Unread(VmonSession session, UnreadFiles unread) => string.Create(
        CultureInfo.InvariantCulture,
        $"Cannot read {session.ProcRoot}/{unread.Path}: it is {(unread.IsTooLarge ? "larger than anything that the kernel writes" : "not in the expected format")}. "
        + $"What it would tell is null.{(unread.Count > 1 ? $" The same is true of {unread.Count - 1} other file(s)." : "")} Said once for a session.");

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
            ? $"{ProcessText.Of(process)} is the init of this machine or container, and does not handle {SignalName.Of(signal)}: the kernel has dropped it."
            : $"{ProcessText.Of(process)} ignores {SignalName.Of(signal)}: the kernel has dropped it." + (signal == Signals.SIGKILL ? " It is a thread of the kernel." : "");

    internal static string OwnProcessSkipped(ProcessSample process) =>
        $"{ProcessText.Of(process)} is this PowerShell process and was not stopped. Specify its exact name or its id.";

    internal static string Denied(SystemDataSets dataSets) =>
        $"Permission denied reading {And(Names(dataSets))} of the machine; those properties are null. A container can hide such files. {Once}";

    private const string Once = "Further denials in this session are not reported.";

    private static string Remedy => Environment.IsPrivilegedProcess
        ? "Grant CAP_SYS_PTRACE, which a container or a security module can withhold from root."
        : "Run as root, or grant CAP_SYS_PTRACE.";

    private static string Which(DeniedSummary denied) => denied.Processes switch
    {
        1 => PrintableText.Of(denied.Example),
        2 => $"{PrintableText.Of(denied.Example)} and another process",
        _ => string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(denied.Example)} and {denied.Processes - 1} other processes"),
    };

    private static string What(ProcessDataSets dataSets) => dataSets == ProcessDataSets.None ? "everything" : And(Names(dataSets));

    private static string[] Names(Enum dataSets) => dataSets.ToString().Split(", ");

    // IO; IO and Command; Memory, IO and Command
    private static string And(string[] names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}
