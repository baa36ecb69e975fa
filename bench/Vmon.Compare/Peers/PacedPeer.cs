using System.Diagnostics;
using System.Globalization;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>
/// A program of ours around something that samples. It says "first" and its pid after its first sample (a command may be only a starter, as
/// the pwsh of a .NET tool is), "ready" when it is warm, and, told to
/// go on, takes the samples at their interval and says "done"; between, its CPU clock is read from here. At last it says "count", how many
/// processes a sample had, and what else it knows.
/// </summary>
internal sealed class PacedPeer(string name, string program, Func<CompareOptions, string[]> arguments, Func<string?> absence) : Peer(name)
{
    internal override string? Absence() => Executable.Absence(program) ?? absence();

    internal override Cost Measure(CompareOptions options)
    {
        using Process process = Executable.Start(program, arguments(options));
        try
        {
            int pid = int.Parse(Expect(process, "first")[1], CultureInfo.InvariantCulture);
            double start = CpuTime.Of(pid);
            _ = Expect(process, "ready");
            double before = CpuTime.Of(pid);
            process.StandardInput.WriteLine();
            _ = Expect(process, "done");
            double after = CpuTime.Of(pid);
            process.StandardInput.WriteLine();
            string[] count = Expect(process, "count");
            return new Cost(
                (after - before) / options.Samples,
                start / 1000,
                double.Parse(count[1], CultureInfo.InvariantCulture),
                EngineFacts.Parse(count.AsSpan(2)));
        }
        finally
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
            process.WaitForExit();
        }
    }

    private static string[] Expect(Process process, string word)
    {
        string line = process.StandardOutput.ReadLine() ?? throw new PeerException($"it ended before '{word}'.");
        string[] words = line.Split(' ');
        return words[0] == word ? words : throw new PeerException($"'{line}' instead of '{word}'.");
    }
}
