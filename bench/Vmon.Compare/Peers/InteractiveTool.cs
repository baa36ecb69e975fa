using System.Diagnostics;
using Vmon.Bench;
using Vmon.Compare.Measuring;

namespace Vmon.Compare.Peers;

/// <summary>
/// A tool that samples until the user quits it. It runs on a pseudo-terminal, and its CPU clock is read over some of its intervals. Drawing is
/// included, the terminal is not.
/// </summary>
internal sealed class InteractiveTool(string name, string program, TimeSpan interval, string command) : Peer(name)
{
    private const int Samples = 8;

    internal override string? Absence() => Executable.Absence(program) ?? Executable.Absence("script");

    internal override Cost Measure(CompareOptions options)
    {
        using Process terminal = Executable.Start("script", ["-qfc", $"stty rows 50 cols 160; {command}", "/dev/null"]);
        _ = terminal.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        try
        {
            // The window starts and ends half an interval away from a sample.
            Thread.Sleep(interval * 1.5);
            int pid = ChildOf(terminal.Id);
            double start = CpuTime.Of(pid);
            Thread.Sleep(interval);
            double before = CpuTime.Of(pid);
            Thread.Sleep(interval * Samples);
            return new Cost((CpuTime.Of(pid) - before) / Samples, start / 1000);
        }
        finally
        {
            terminal.Kill(entireProcessTree: true);
            terminal.WaitForExit();
        }
    }

    private int ChildOf(int pid)
    {
        foreach (string child in File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (File.ReadAllText($"/proc/{child}/comm").Trim() == program) return int.Parse(child, null);
        throw new PeerException("the tool did not start.");
    }
}
