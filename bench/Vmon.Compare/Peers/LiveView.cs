using Vmon.Bench;
using Vmon.Compare.Measuring;
using Vmon.Compare.Terminals;

namespace Vmon.Compare.Peers;

/// <summary>Show-Vmon in pwsh on a pseudo-terminal, measured as htop and btop are. A view with a short interval warms it.</summary>
internal sealed class LiveView(string name) : Peer(name)
{
    private const int Samples = 8;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    internal override string? Absence() => Executable.Absence("pwsh") ?? Executable.Absence("script");

    internal override Cost Measure(CompareOptions options)
    {
        using LiveViewShell shell = new(160, 50, EmbeddedText.Read("Show-Vmon.ps1"), PeerCatalog.Manifest);
        shell.AwaitView();
        double start = CpuTime.Of(shell.Id);
        shell.WarmUp();
        shell.Terminal.Send("q");
        _ = shell.Terminal.Await("the second view", static screen => screen.Contains("again"), Interval * 10);
        shell.AwaitView();

        // The window starts and ends half an interval away from a sample.
        Thread.Sleep(Interval * 3.5);
        double before = CpuTime.Of(shell.Id);
        Thread.Sleep(Interval * Samples);
        return new Cost((CpuTime.Of(shell.Id) - before) / Samples, start / 1000);
    }
}
