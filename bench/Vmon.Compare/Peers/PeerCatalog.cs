using System.Globalization;
using System.Reflection;
using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>All peers. The others are compared with the first.</summary>
internal static class PeerCatalog
{
    internal static IEnumerable<Peer> For(ProcessLoad load) => load.Kind == ProcessLoad.Files ? OfFiles(load) : OfProcesses(load);

    private static IEnumerable<Peer> OfProcesses(ProcessLoad load) =>
    [
        Vmon("Vmon, all: stat, memory, IO", load, new() { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO }),
        Vmon("Vmon, all, -Exact", load, new() { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO, IsExact = true }),
        Vmon("Vmon, the load's root and descendants", load, new() { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO, FollowsLoad = true }),
        Vmon("Vmon, all, without the task stream", load, new() { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO, UsesTaskStream = false }),
        Vmon("Vmon, descendants and threads, with Command, WaitChannel and Files too", load, new()
        {
            DataSets = ProcessDataSets.Default | ProcessDataSets.WaitChannel | ProcessDataSets.Files, FollowsLoad = true, IncludesThreads = true,
        }),
        Vmon("Vmon, all, with an object of each", load, new() { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO, MakesObjects = true }),
        Vmon("Vmon, descendants, with an object of each", load, new() { DataSets = ProcessDataSets.Memory | ProcessDataSets.IO, FollowsLoad = true, MakesObjects = true }),
        Vmon("Vmon, all, default data sets, with an object of each", load, new() { MakesObjects = true }),
        Script("Watch-VmonProcess in pwsh, default data sets", "Watch-VmonProcess.ps1"),
        new CountedTool("top -b", "top", wholeSeconds: false, (interval, samples) => ["-b", "-d", interval, "-n", $"{samples}"]),
        new CountedTool("pidstat -u -r -d", "pidstat", wholeSeconds: true, (interval, samples) => ["-u", "-r", "-d", interval, $"{samples}"]),
        new CountedTool("atop -P PRC,PRM,PRD", "atop", wholeSeconds: true, (interval, samples) => ["-P", "PRC,PRM,PRD", interval, $"{samples}"]),
        new LiveView("Show-Vmon in pwsh"),
        new InteractiveTool("htop", "htop", TimeSpan.FromSeconds(1), "exec htop -d 10"),
        new InteractiveTool("btop", "btop", TimeSpan.FromSeconds(2), "XDG_CONFIG_HOME=$(mktemp -d) exec btop --utf-force"),
        new ScrapedTool("prometheus-process-exporter", "prometheus-process-exporter", address =>
            ["-web.listen-address", address, "-config.path", EveryProcess(), "-threads=false", "-gather-smaps=false"]),
        new OneShotTool("ps aux, once a sample", "ps", null, "aux"),
        new PacedPeer("psutil process_iter", Psutil.Python, options => ["-c", EmbeddedText.Read("psutil.py"), .. Pace(options)], Psutil.Absence),
        Script("Get-Process in pwsh", "Get-Process.ps1"),
    ];

    private static IEnumerable<Peer> OfFiles(ProcessLoad load) =>
    [
        Vmon("Vmon, sample of open files", load, new() { DataSets = ProcessDataSets.Files, FollowsLoad = true, CountsFiles = true }),
        Vmon("Vmon, with an object of each", load, new() { DataSets = ProcessDataSets.Files, FollowsLoad = true, CountsFiles = true, MakesObjects = true }),
        Vmon("Vmon, -Exact", load, new() { DataSets = ProcessDataSets.Files, FollowsLoad = true, CountsFiles = true, IsExact = true }),
        Vmon("Vmon, -Exact, without BPF", load, new() { DataSets = ProcessDataSets.Files, FollowsLoad = true, CountsFiles = true, IsExact = true, UsesTaskStream = false }),
        Script("Get-VmonFile in pwsh", "Get-VmonFile.ps1"),
        new OneShotTool("lsof -n -P -w -d 0-9999", "lsof", DescriptorCount.OfMachine, "-n", "-P", "-w", "-d", "0-9999"),
        new OneShotTool("lsfd -r, descriptors only", "lsfd", DescriptorCount.OfMachine, "-r", "-Q", "FD >= 0"),
        new OneShotTool("find /proc/*/fd, names and targets", "sh", DescriptorCount.OfMachine, "-c", "find /proc/[0-9]*/fd -printf '%f %l\n' 2>/dev/null; true"),
    ];

    internal static string Manifest { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(item => item.Key == "Manifest").Value!;

    private static PacedPeer Vmon(string name, ProcessLoad load, VmonSubject subject) =>
        new(name, Environment.ProcessPath!, options => (subject with { Root = load.RootId, Interval = options.Interval, Samples = options.Samples }).ToArguments(), () => null);

    private static PacedPeer Script(string name, string file) => new(
        name,
        "pwsh",
        options => ["-NoProfile", "-NonInteractive", "-Command", $"& {{ {EmbeddedText.Read(file)} }} {string.Join(' ', Pace(options))} '{Manifest}'"],
        () => null);

    private static string EveryProcess()
    {
        string path = Path.Combine(Path.GetTempPath(), "vmon-compare-exporter.yml");
        File.WriteAllText(path, "process_names: [{ name: '{{.Comm}}:{{.PID}}', cmdline: ['.+'] }]\n");
        return path;
    }

    private static string[] Pace(CompareOptions options) => [options.Interval.ToString(CultureInfo.InvariantCulture), $"{options.Samples}"];
}
