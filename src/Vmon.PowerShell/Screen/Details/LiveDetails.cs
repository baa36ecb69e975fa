using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Details;

/// <summary>Details of the processes of a session, as they are now.</summary>
internal sealed class LiveDetails(VmonSession session) : IDetailReader
{
    // Between the two samples of threads, so that their CPU is known.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public IReadOnlyList<string> Read(DetailTab tab, ProcessKey process, DateTimeOffset time)
    {
        ProcessSelection own = new() { Targets = [process.Process], IncludeThreads = tab == DetailTab.Threads };
        using ProcessWatch watch = session.Watch(DetailLines.NeedsOthers(tab) ? ProcessSelection.Everything : own, DetailLines.DataSetsOf(tab), events: false);
        watch.Sample();
        if (tab == DetailTab.Threads)
        {
            Thread.Sleep(Pause);
            watch.Sample();
        }

        return DetailLines.Of(watch, tab, process);
    }
}
