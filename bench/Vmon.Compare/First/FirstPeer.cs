using System.Diagnostics;
using System.Globalization;
using Vmon.Bench;

namespace Vmon.Compare.First;

/// <summary>A program whose first look at all processes is measured.</summary>
/// <param name="name">Name in the table.</param>
/// <param name="program">Name of the program.</param>
/// <param name="isOneShot">
/// Whether it samples once and exits. Otherwise it prints "first", its PID, and the wall and CPU time of its first look in ms, and after a line of
/// input, "again" with those of later ones.
/// </param>
/// <param name="arguments">Arguments of the program.</param>
internal sealed class FirstPeer(string name, string program, bool isOneShot, params string[] arguments)
{
    internal string Name => name;

    /// <summary>Why it cannot run on this machine. Null if it can.</summary>
    internal string? Absence() => program == Psutil.Python ? Psutil.Absence() : Executable.Absence(program);

    /// <exception cref="PeerException">It could not be measured.</exception>
    internal FirstLook Measure()
    {
        Stopwatch clock = Stopwatch.StartNew();
        if (isOneShot)
        {
            double before = CpuTime.OfReapedChildren();
            if (!Executable.Run(program, arguments)) throw new PeerException($"{name} exited with an error.");
            return new FirstLook((clock.Elapsed.TotalMilliseconds, (CpuTime.OfReapedChildren() - before) / 1000), null, null);
        }

        using Process process = Executable.Start(program, arguments);
        string[] first = Words(process);
        (double, double) whole = (clock.Elapsed.TotalMilliseconds, CpuTime.Of(int.Parse(first[1], CultureInfo.InvariantCulture)) / 1000);
        process.StandardInput.WriteLine();
        string[] again = Words(process);
        process.StandardInput.Close();
        process.WaitForExit();
        return new FirstLook(whole, (Number(first[2]), Number(first[3])), (Number(again[1]), Number(again[2])));
    }

    private string[] Words(Process process) =>
        (process.StandardOutput.ReadLine() ?? throw new PeerException($"{name} exited early.")).Split(' ');

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
