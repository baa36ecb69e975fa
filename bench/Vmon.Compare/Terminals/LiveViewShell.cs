using System.Globalization;

namespace Vmon.Compare.Terminals;

/// <summary>A pwsh with Show-Vmon on a pseudo-terminal.</summary>
internal sealed class LiveViewShell : IDisposable
{
    // Its CPU clock stands while the compiler of .NET is idle.
    private const string CompilerThread = ".NET Tiered Com";

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="script">What to run. It prints "pid NUMBER;" after the module was loaded.</param>
    /// <param name="arguments">Its arguments, quoted.</param>
    internal LiveViewShell(int width, int height, string script, params string[] arguments)
    {
        string file = Path.Combine(Path.GetTempPath(), $"vmon-compare-{Environment.ProcessId}.ps1");
        File.WriteAllText(file, script);
        Terminal = new PseudoTerminal(width, height, $"exec pwsh -NoProfile -File '{file}' {string.Join(' ', arguments)}");
        _ = Terminal.Await("the start", static screen => IdOn(screen) > 0, LongestStart);
        Id = Terminal.Look(IdOn);
    }

    internal PseudoTerminal Terminal { get; }

    /// <summary>PID of pwsh. That of the command can be a launcher's.</summary>
    internal int Id { get; }

    internal void AwaitView() => Terminal.Await("the view", static screen => screen.Contains("F1Help"), LongestStart);

    /// <summary>Waits until the compiler has been idle for two seconds.</summary>
    internal void WarmUp()
    {
        long before = -1;
        for (TimeSpan waited = default; waited < LongestWarmUp; waited += Quiet)
        {
            long now = CompilerTime();
            if (now == before) return;
            before = now;
            Thread.Sleep(Quiet);
        }
    }

    public void Dispose() => Terminal.Dispose();

    // CPU time in ns. The thread exits when it is idle for long.
    private long CompilerTime()
    {
        foreach (string task in Directory.GetDirectories($"/proc/{Id}/task"))
        {
            try
            {
                if (File.ReadAllText(task + "/comm").TrimEnd() == CompilerThread) return long.Parse(File.ReadAllText(task + "/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // It exited.
            }
        }

        return 0;
    }

    private static int IdOn(ScreenText screen)
    {
        for (int row = 0; row < screen.Height; row++)
            if (screen[row] is ['p', 'i', 'd', ' ', .. var number, ';']) return int.Parse(number, CultureInfo.InvariantCulture);
        return 0;
    }
}
