using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>
/// A script or program that samples in steps. It prints "first" and its PID after its first sample (the started command may be a launcher, as the
/// pwsh of a .NET tool is), and "ready" when it is warm. After a line of input, it takes the samples at the interval and prints "done". Its CPU
/// clock is read before and after. After another line, it prints "count", the number of processes of a sample, and what it measured itself.
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
        string line = process.StandardOutput.ReadLine() ?? throw new PeerException($"the process exited before it printed '{word}'.");
        string[] words = line.Split(' ');
        return words[0] == word ? words : throw new PeerException($"expected '{word}', read '{line}'.");
    }
}
