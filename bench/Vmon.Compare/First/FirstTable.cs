using System.Globalization;
using Vmon.Bench;
using Vmon.Compare.Peers;

namespace Vmon.Compare.First;

/// <summary>The first look of each peer at all processes, in turn and in several rounds.</summary>
internal static class FirstTable
{
    private static readonly FirstPeer[] Peers =
    [
        new("Vmon, engine, default data sets", Environment.ProcessPath!, isOneShot: false, "--first"),
        InPwsh("Watch-VmonProcess -Count 1 in pwsh, import included", PeerCatalog.Manifest, "Watch-VmonProcess -Count 1 3>$null"),
        InPwsh("Get-Process in pwsh", "", "Get-Process"),
        new("psutil process_iter", Psutil.Python, isOneShot: false, "-c", EmbeddedText.Read("first.py")),
        new("ps aux", "ps", isOneShot: true, "aux"),
        new("top -b -n 1", "top", isOneShot: true, "-b", "-n", "1"),
    ];

    internal static void Print(ProcessLoad load, CompareOptions options)
    {
        FirstPeer[] peers = [.. Peers.Where(peer => options.Selects(peer.Name) && peer.Absence() is null)];
        List<FirstLook>[] looks = [.. peers.Select(_ => new List<FirstLook>())];
        for (int round = 1; round <= options.Rounds; round++)
        {
            for (int i = 0; i < peers.Length; i++)
            {
                Console.Error.WriteLine($"{load.Count} {load.Kind}, round {round} of {options.Rounds}: {peers[i].Name}");
                looks[i].Add(peers[i].Measure());
            }
        }

        Console.WriteLine($"\n**First look at {load.Count} {load.Kind} processes and those of the machine**, ms wall / CPU, medians of {options.Rounds} rounds\n");
        Console.WriteLine("| | first look in the process | again in the process | from the start of the program |");
        Console.WriteLine("|---|--:|--:|--:|");
        for (int i = 0; i < peers.Length; i++)
            Console.WriteLine($"| {peers[i].Name} | {Medians(looks[i].Select(look => look.Inside))} | {Medians(looks[i].Select(look => look.Again))} | {Medians(looks[i].Select(look => ((double, double)?)look.Whole))} |");
    }

    private static FirstPeer InPwsh(string name, string manifest, string look) =>
        new(name, "pwsh", isOneShot: false, "-NoProfile", "-NonInteractive", "-Command", $"& {{ {EmbeddedText.Read("First.ps1")} }} '{manifest}' {{ {look} }}");

    private static string Medians(IEnumerable<(double Wall, double Cpu)?> times)
    {
        (double Wall, double Cpu)[] known = [.. times.OfType<(double, double)>()];
        return known.Length == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{Median.Of(known.Select(time => time.Wall)):0} / {Median.Of(known.Select(time => time.Cpu)):0}");
    }
}
