using System.Globalization;
using Vmon.Metrics;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Messages;

/// <summary>Every warning of the cmdlets.</summary>
internal static class Warnings
{
    internal static string Denied(CgroupSample group) =>
        $"The kernel denies files of control groups (data sets {group.Denied}), for example of {PrintableText.Of(group.Path)}. Their properties are null. Run as root.";

    internal static string ExporterOpen(VmonExporter exporter) => exporter.RequiresToken
        ? $"Metrics and the bearer token are sent without encryption: {exporter.ListenAddress} is reached from other machines. Specify -Certificate."
        : $"Every machine that reaches {exporter.ListenAddress} can read the metrics. Specify -BearerToken and -Certificate, or listen on 127.0.0.1.";

    internal static string NoGroups(VmonExporter exporter) => exporter.GroupBy switch
    {
        MetricGrouping.Unit => "No process belongs to a unit of systemd, so all processes are the group none. Specify another -GroupBy, such as Name.",
        MetricGrouping.Container => "No process belongs to a container, so all processes are the group none. Specify another -GroupBy, such as Name.",
        _ => "No process has a known group, so all processes are the group none. Specify another -GroupBy.",
    };

    internal static string CgroupsCut => "There are more than 65,536 control groups. The others are not shown.";

    internal static string Denied(DeniedSummary denied, VmonSession session) => denied.DataSets == ProcessDataSets.None
        ? $"Permission denied reading {Which(denied)}; {(denied.Processes == 1 ? "it is" : "they are")} omitted. {Remedies.ForHidden(session)} {Once}"
        : $"Permission denied reading {And(Names(denied.DataSets))} of {Which(denied)}; those properties are null. {Remedies.ForDenied(session)} {Once}";

    internal static string Unread(IReadOnlyCollection<UnreadPropertyEventArgs> asked, bool isLast)
    {
        string[] names = [.. asked.Where(one => one.DataSet != ProcessDataSets.None).Select(one => one.Property).Order(StringComparer.Ordinal)];
        ProcessDataSets dataSets = asked.Aggregate(ProcessDataSets.None, (all, one) => all | one.DataSet);
        string unread = names.Length == 0 ? "" : $"{And(names)} {(names.Length == 1 ? "was not read and is" : "were not read and are")} null. Specify -Include {dataSets}.";
        string parent = names.Length == asked.Count ? "" : " Parent is null: the parent process was not sampled. Use Get-VmonProcess -IncludeAncestor, or ParentId.";
        return (unread + parent + (isLast ? " Further uses in this session are not reported." : "")).TrimStart();
    }

    internal static string UnreadDataSets(UnreadPropertyEventArgs asked) =>
        $"{asked.Property} and the other properties of {(int.PopCount((int)asked.NotRead) == 1 ? "the data set" : "the data sets")} {And(Names(asked.NotRead))} were not read "
        + $"and are null. Specify -Include with what you need, or -Include All. Further ones in this session are not reported.";

    internal static string Unread(VmonSession session, UnreadFiles unread) => string.Create(
        CultureInfo.InvariantCulture,
        $"Cannot read {session.ProcRoot}/{unread.Path}: it is {(unread.IsTooLarge ? "larger than the kernel writes it" : "not in the expected format")}. "
        + $"Its values are null.{(unread.Count > 1 ? $" The same applies to {unread.Count - 1} other file(s)." : "")} Further such files in this session are not reported.");

    internal static string Damaged(VmonRecording recording, string damage) => $"In '{PrintableText.Of(recording.Path)}': {damage} Everything else is read.";

    internal static string NotRecorded(VmonRecording recording, IReadOnlyCollection<UnreadPropertyEventArgs> asked) =>
        $"{And([.. asked.Select(one => one.Property).Order(StringComparer.Ordinal)])} {(asked.Count == 1 ? "is" : "are")} null: the recording '{PrintableText.Of(recording.Path)}' does not contain "
        + $"{And(Names(asked.Aggregate(ProcessDataSets.None, (all, one) => all | one.DataSet)))}.";

    internal static string ThreadsNotRecorded(VmonRecording recording) => $"Threads are omitted: the recording '{PrintableText.Of(recording.Path)}' does not contain them.";

    internal static string NotRecorded(VmonRecording recording, SystemDataSets dataSets) =>
        $"{And(Names(dataSets))} {(int.PopCount((int)dataSets) == 1 ? "is" : "are")} null: the recording '{PrintableText.Of(recording.Path)}' does not contain {(int.PopCount((int)dataSets) == 1 ? "it" : "them")}.";

    internal static string NeedsInterval(string[] properties) =>
        $"{And(properties)} {(properties.Length == 1 ? "is null because it needs" : "are null because they need")} two samples. Specify -Interval.";

    internal static string HasRunShort(VmonSession session) =>
        "Out of file descriptors or memory: processes and values may be missing from this sample. "
        + $"Session '{session.Name}' now keeps fewer files open. Raise the limit (ulimit -n), or stop other sessions with Stop-VmonSession.";

    internal static string Refused(VmonSession session, string path) =>
        $"Skipped '{PrintableText.Of(path)}' of the captured tree '{PrintableText.Of(session.ProcRoot)}': it is a symbolic link, a device or a named "
        + "pipe, which can lead outside the tree. Its values are null; a process without a readable stat is omitted. Capture the tree as regular files. "
        + "Further such files in this session are not reported.";

    internal static string FilesCut(FileCutSummary cut) => string.Create(
        CultureInfo.InvariantCulture,
        $"Listed {cut.Listed} of {cut.Open} open files of {cut.Processes} process(es), such as {ProcessText.Of(cut.First!)}: the list is limited to "
        + $"256 MB per watch. FileCount is exact. Specify fewer processes with -Id.");

    internal static string SocketsUnseen(int processes, VmonSession session) => string.Create(
        CultureInfo.InvariantCulture,
        $"Cannot find a matching socket, but the open files of up to {processes} process(es) could not be read. {Remedies.ForDenied(session)}");

    internal static string? Namespaces(ConnectionReading reading, VmonSession session) => !session.IsCaptured && Namespaces(reading) is { } limits
        ? $"{limits} Run as root, or grant CAP_SYS_ADMIN and CAP_SYS_PTRACE. Further ones in this session are not reported."
        : null;

    internal static string? Namespaces(ConnectionReading reading, VmonRecording recording) => Namespaces(reading) is { } limits
        ? $"In '{PrintableText.Of(recording.Path)}': {limits} Run the recorder as root, or grant it CAP_SYS_ADMIN and CAP_SYS_PTRACE."
        : null;

    internal static string ConnectionsLeftOut(VmonRecording recording, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"In '{PrintableText.Of(recording.Path)}': {count} sockets of this sample are missing. A recorder keeps 65,536 sockets of a sample.");

    internal static string Denied(DeniedSummary denied, VmonRecording recording) =>
        $"In '{PrintableText.Of(recording.Path)}': the recorder was denied permission to read the open files of {Which(denied)}, so that owners of sockets can be missing. "
        + "Run it as root, or grant it CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH.";

    private static string? Namespaces(ConnectionReading reading)
    {
        string? tables = Namespaces(reading.TableNamespaceCount) is { } limited ? $"Permission denied entering {limited}; bytes, round-trip times and memory of the sockets there are null." : null;
        string? unread = Namespaces(reading.UnreadNamespaceCount) is { } missing ? $"Cannot read the sockets of {missing}; they are omitted." : null;
        return tables is null && unread is null ? null : $"{tables}{(tables is null || unread is null ? "" : " ")}{unread}";
    }

    internal static string SignalIgnored(ProcessSample process, Signals signal) =>
        process.Id == 1
            ? $"{ProcessText.Of(process)} does not handle {SignalName.Of(signal)}: it is the init process of this machine or container, and the kernel discarded the signal."
            : $"{ProcessText.Of(process)} ignores {SignalName.Of(signal)}: the kernel discarded the signal." + (signal == Signals.SIGKILL ? " It is a kernel thread." : "");

    internal static string OwnProcessSkipped(ProcessSample process) =>
        $"{ProcessText.Of(process)} is this PowerShell process and was not stopped. Specify its exact name or its process identifier.";

    internal static string EventsLost(long count, EventSource source) => source == EventSource.ProcConnector
        ? string.Create(CultureInfo.InvariantCulture, $"Lost events {count} time(s), an unknown number each time: the process connector has no more space. Run as root, or grant CAP_BPF and CAP_PERFMON.")
        : string.Create(CultureInfo.InvariantCulture, $"Lost {count} event(s): processes started and exited faster than the events were read.");

    internal static string EventsWithoutCounters() =>
        "Events come from the process connector, without CPU, memory and IO; those properties are null. Run as root, or grant CAP_BPF and CAP_PERFMON. "
        + "Further watches in this session do not report this.";

    internal static string NoNetwork(VmonSession session) =>
        $"Network traffic is not counted; NetReceive, NetSend and their totals are null. {WhyNotBpf(session)} Further watches in this session do not report this.";

    internal static string NetworkBySockets(VmonSession session) =>
        "Network traffic is counted by socket diagnostics: UDP, and TCP connections that begin and end between two samples, are missing. "
        + $"{WhyNotBpf(session)} Further watches in this session do not report this.";

    internal static string TrafficLost(long calls) => string.Create(
        CultureInfo.InvariantCulture,
        $"{calls} call(s) on sockets were not counted, so that network figures are null or too low. At most {ProcessWatch.MostNetworkProcesses} processes are counted at a time.");

    internal static string Denied(SystemDataSets dataSets) =>
        $"Permission denied reading {And(Names(dataSets))} of the machine; those properties are null. A container or a security module can deny these files. {Once}";

    private static string WhyNotBpf(VmonSession session) => session.EventSource switch
    {
        EventSource.Bpf => $"The kernel ({Environment.OSVersion.Version}) accepts no program at its socket calls.",
        _ when !session.Options.UseEvents => "The session was started without process events, which counting every call requires.",
        _ when !session.IsLocal => "It requires the /proc of this machine.",
        _ => "To count every call, run as root, or grant CAP_BPF and CAP_PERFMON.",
    };

    private const string Once = "Further denials in this session are not reported.";

    private static string Which(DeniedSummary denied) => denied.Processes switch
    {
        1 => PrintableText.Of(denied.Example),
        2 => $"{PrintableText.Of(denied.Example)} and another process",
        _ => string.Create(CultureInfo.InvariantCulture, $"{PrintableText.Of(denied.Example)} and {denied.Processes - 1} other processes"),
    };

    private static string? Namespaces(int count) => count switch
    {
        0 => null,
        1 => "another network namespace",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} other network namespaces"),
    };

    private static string[] Names(Enum dataSets) => dataSets.ToString().Split(", ");

    // IO; IO and Command; Memory, IO and Command
    private static string And(string[] names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
}

/// <summary>What to do about a denied permission: the kernel decides for a mounted /proc, the modes of the files for a captured tree.</summary>
internal static class Remedies
{
    /// <summary>For files of a process that are denied.</summary>
    internal static string ForDenied(VmonSession session) => session.IsCaptured
        ? $"Grant read permission on the files in {PrintableText.Of(session.ProcRoot)}."
        : Environment.IsPrivilegedProcess
            ? "Grant CAP_SYS_PTRACE, which a container or a security module can withhold from root."
            : "Run as root, or grant CAP_SYS_PTRACE.";

    /// <summary>For a process that cannot be read at all. hidepid or a security module can cause this.</summary>
    internal static string ForHidden(VmonSession session) => session.IsCaptured
        ? ForDenied(session)
        : $"Probable cause: {PrintableText.Of(session.ProcRoot)} is mounted with hidepid. Run as root, or join the group of its gid option.";
}
