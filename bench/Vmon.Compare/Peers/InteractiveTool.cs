using System.Diagnostics;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>
/// A tool for a terminal that samples until it is quit: it gets a pseudo-terminal, and its samples are the bursts of CPU time
/// between which it is quiet. What it draws counts; the terminal does not.
/// </summary>
internal sealed class InteractiveTool(string name, string program, double interval, string command) : Peer(name)
{
    private const double Noise = 100;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    internal override string? Absence() => Executable.Absence(program) ?? Executable.Absence("script");

    internal override Cost Measure(CompareOptions options)
    {
        using Process terminal = Executable.Start("script", ["-qfc", $"stty rows 50 cols 160; {command}", "/dev/null"]);
        _ = terminal.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        try
        {
            int samples = Math.Max(5, (int)(options.Samples * Math.Min(1, options.Interval * 2 / interval)));
            long deadline = Stopwatch.GetTimestamp() + (long)((samples + 5) * 3 * interval * Stopwatch.Frequency);
            int pid = ChildOf(terminal.Id, deadline);
            double start = NextQuiet(pid, deadline);
            double before = NextQuiet(pid, deadline);
            double after = before;
            for (int i = 0; i < samples; i++) after = NextQuiet(pid, deadline);
            return new Cost((after - before) / samples, start / 1000);
        }
        finally
        {
            terminal.Kill(entireProcessTree: true);
            terminal.WaitForExit();
        }
    }

    /// <summary>Waits for a burst and its end; the CPU time then.</summary>
    private double NextQuiet(int pid, long deadline)
    {
        double last = CpuTime.Of(pid);
        bool hasRun = false;
        for (double quiet = 0; !hasRun || quiet < interval * 0.4;)
        {
            if (Stopwatch.GetTimestamp() > deadline) throw new PeerException("its samples could not be told apart.");
            long before = Stopwatch.GetTimestamp();
            Thread.Sleep(Poll);
            double now = CpuTime.Of(pid);
            if (now - last > Noise)
            {
                hasRun = true;
                quiet = 0;
            }
            else
            {
                quiet += Stopwatch.GetElapsedTime(before).TotalSeconds;
            }

            last = now;
        }

        return last;
    }

    private int ChildOf(int pid, long deadline)
    {
        while (Stopwatch.GetTimestamp() < deadline)
        {
            foreach (string child in File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                if (File.ReadAllText($"/proc/{child}/comm").Trim() == program) return int.Parse(child, null);
            Thread.Sleep(Poll);
        }

        throw new PeerException("it did not start.");
    }
}
