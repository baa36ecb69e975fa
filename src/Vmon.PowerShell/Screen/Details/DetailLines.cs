using System.Globalization;
using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Details;

/// <summary>The files, pipes, connections and threads of a process as lines.</summary>
internal static class DetailLines
{
    // More are not looked through on a screen.
    private const int Most = 500;

    /// <summary>What a watch needs for a part of the details.</summary>
    internal static ProcessDataSets DataSetsOf(DetailTab tab) => tab switch
    {
        DetailTab.Threads => ProcessDataSets.IO,
        DetailTab.Pipes => ProcessDataSets.Files | ProcessDataSets.IO,
        _ => ProcessDataSets.Files,
    };

    /// <summary>Whether other processes are needed: those at the other ends.</summary>
    internal static bool NeedsOthers(DetailTab tab) => tab is DetailTab.Pipes or DetailTab.Connections;

    /// <summary>Lines of a watch that has taken its samples.</summary>
    internal static IReadOnlyList<string> Of(ProcessWatch watch, DetailTab tab, ProcessKey process)
    {
        ProcessSample? sample = watch.Processes().FirstOrDefault(one => one.Identity == process.Process && !one.IsThread);
        if (sample is null or { HasExited: true }) return ["The process exited."];
        if (tab != DetailTab.Threads && sample.FileCount is null)
            return [sample.Denied.HasFlag(ProcessDataSets.Files) ? "Permission denied. Run as the owner of the process or as root." : "Its open files are not known."];
        ProcessSelection selection = new() { Targets = [process.Process] };
        string[] lines = tab switch
        {
            DetailTab.Files => Files(watch, process),
            DetailTab.Pipes => Pipes(watch, selection),
            DetailTab.Connections => Connections(watch, selection),
            _ => Threads(watch, process),
        };
        return lines.Length > Most ? [.. lines.Take(Most), string.Create(CultureInfo.InvariantCulture, $"… {lines.Length - Most} more")] : lines;
    }

    private static string[] Files(ProcessWatch watch, ProcessKey process) =>
    [
        "  FD TYPE       SIZE    TARGET",
        .. from file in watch.Files(FileSelection.Everything)
           where file.Identity == process.Process
           select string.Create(CultureInfo.InvariantCulture, $"{file.Descriptor,4} {file.Type,-10} {Units.Bytes(file.Size),-7} {PrintableText.Of(file.Target)}{(file.IsDeleted == true ? " (deleted)" : "")}"),
    ];

    private static string[] Pipes(ProcessWatch watch, ProcessSelection selection) =>
    [
        "PIPE                 READERS ← WRITERS",
        .. from pipe in watch.Pipes(selection)
           select $"{PrintableText.Of(pipe.Name),-20} {Ends(pipe.Readers)} ← {Ends(pipe.Writers)}{(pipe.MissingEnds is null or 0 ? "" : $" ({pipe.State})")}",
    ];

    private static string Ends(IReadOnlyList<PipeEnd> ends) =>
        ends.Count == 0 ? "-" : string.Join(", ", ends.Take(4).Select(static end => PrintableText.Of(end.ToString()))) + (ends.Count > 4 ? ", …" : "");

    private static string[] Connections(ProcessWatch watch, ProcessSelection selection)
    {
        ConnectionReading reading = watch.ReadConnections(ConnectionSelection.Internet);
        return
        [
            "PROTO STATE        LOCAL → REMOTE",
            .. from connection in watch.Connections(reading, narrower: selection)
               select string.Create(CultureInfo.InvariantCulture,
                   $"{connection.Protocol,-5} {connection.State,-12} {connection.LocalAddress}:{connection.LocalPort} → {connection.RemoteAddress}:{connection.RemotePort}  sent {Units.Bytes(connection.BytesSent)} received {Units.Bytes(connection.BytesReceived)}"),
        ];
    }

    private static string[] Threads(ProcessWatch watch, ProcessKey process) =>
    [
        "    TID S   CPU%     TIME NAME",
        .. from thread in watch.Processes()
           where thread.Identity == process.Process && (thread.IsThread || thread.ThreadCount == 1)
           select string.Create(CultureInfo.InvariantCulture,
               $"{thread.ThreadId ?? thread.Id,7} {(char)thread.State} {Units.Percent(thread.CpuPercent),6} {Units.Seconds(thread.CPU),8} {PrintableText.Of(thread.ProcessName)}"),
    ];
}
