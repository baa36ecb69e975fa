using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Accounting.Network;

/// <summary>A program that prints what processes receive and send.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="program">Name of the program.</param>
/// <param name="arguments">Its arguments.</param>
/// <param name="count">Adds to the bytes of processes what a line of its output says.</param>
internal sealed class NetworkObserver(string name, string program, string[] arguments, Action<string[], Dictionary<int, long>> count)
{
    internal const string Command = "--observe-network";

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);

    // Of each socket: pid, bytes sent, bytes received.
    private const string PollSockets = """
        import re, subprocess, sys, time
        print("ready", flush=True)
        while True:
            lines = subprocess.run(["ss", "-tinpHO"], capture_output=True, text=True).stdout.splitlines()
            for line in lines:
                found = [re.search(pattern, line) for pattern in (r"pid=(\d+)", r"bytes_sent:(\d+)", r"bytes_received:(\d+)")]
                if found[0]: print(found[0][1], " ".join(line.split()[3:5]), sum(int(part[1]) for part in found[1:] if part), flush=True)
            time.sleep(0.5)
        """;

    internal static NetworkObserver[] All { get; } =
    [
        new("Vmon, 1 s", Environment.ProcessPath!, [Command], static (words, bytes) => bytes[Number(words[0])] = bytes.GetValueOrDefault(Number(words[0])) + long.Parse(words[1], CultureInfo.InvariantCulture)),

        // program/pid/uid  sent  received, in all
        new("nethogs, 1 s", "nethogs", ["-t", "-a", "-d", "1", "-v", "2"], static (words, bytes) =>
        {
            if (words is [.. var names, var sent, var received] && names.Length > 0 && string.Join(' ', names).Split('/') is [.., var pid, _] && int.TryParse(pid, CultureInfo.InvariantCulture, out int id))
                bytes[id] = (long)(double.Parse(sent, CultureInfo.InvariantCulture) + double.Parse(received, CultureInfo.InvariantCulture));
        }),
        new("ss every 0.5 s", "python3", ["-c", PollSockets], CountSocket()),
    ];

    internal string Name => name;

    internal string? Absence() => Executable.Absence(program);

    /// <summary>Observes connections. Returns the bytes of each process, and the CPU time of the observer meanwhile as a share of one core.</summary>
    internal (ConnectionsResult Connections, Dictionary<int, long> Bytes, double Cpu) Observe(Func<Action, ConnectionsResult> connections)
    {
        using Process process = Executable.Start("stdbuf", ["-oL", program, .. arguments]);
        string? first = process.StandardOutput.ReadLine(); // it observes
        Task<string[]> output = Task.Run(() => process.StandardOutput.ReadToEnd().Split('\n'));
        Thread.Sleep(WarmUp);
        if (first is null || process.HasExited) throw new PeerException($"{name} exited early.");
        double cpu = CpuTime.Of(process.Id);
        long begin = Stopwatch.GetTimestamp();
        ConnectionsResult result = connections(() =>
        {
            Thread.Sleep(After);
            cpu = (CpuTime.Of(process.Id) - cpu) / Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            process.Kill(entireProcessTree: true);
        });
        Dictionary<int, long> bytes = [];
        foreach (string line in output.GetAwaiter().GetResult())
            if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } words) count(words, bytes);
        return (result, bytes, cpu);
    }

    /// <summary>Vmon as an observer, in a process of its own, until it is killed. Prints the bytes of each process in each sample.</summary>
    internal static void Run()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything, ProcessDataSets.Default | ProcessDataSets.Network);
        foreach (long sample in watch.Run(new SampleSchedule(TimeSpan.FromSeconds(1)), CancellationToken.None))
        {
            if (sample == 1) Console.WriteLine("ready");
            foreach (ProcessSample process in watch.Processes())
                if (process.NetReceive + process.NetSend is > 0 and var bytes)
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.Id} {bytes}"));
        }
    }

    // A socket counts with the last that was seen of it.
    private static Action<string[], Dictionary<int, long>> CountSocket()
    {
        Dictionary<string, long> seen = [];
        return (words, bytes) =>
        {
            if (words is not [var pid, var local, var remote, var total]) return;
            long now = long.Parse(total, CultureInfo.InvariantCulture);
            string socket = $"{pid} {local} {remote}";
            bytes[Number(pid)] = bytes.GetValueOrDefault(Number(pid)) + now - seen.GetValueOrDefault(socket);
            seen[socket] = now;
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
