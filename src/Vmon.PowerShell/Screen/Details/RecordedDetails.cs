using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;

namespace Vmon.PowerShell.Screen.Details;

/// <summary>Details of the processes of a recording, as they were.</summary>
internal sealed class RecordedDetails(string path) : IDetailReader
{
    public IReadOnlyList<string> Read(DetailTab tab, ProcessKey process, DateTimeOffset time)
    {
        // Of its own, because the view reads the other one meanwhile.
        using VmonRecording recording = VmonRecording.Open(path);
        if (tab == DetailTab.Threads ? !recording.HasThreads : !recording.DataSets.HasFlag(ProcessDataSets.Files))
            return [tab == DetailTab.Threads ? "Threads were not recorded. Start-VmonRecording -IncludeThread records them." : "Open files were not recorded. Start-VmonRecording -Include Files records them."];
        ProcessSelection selection = ProcessSelection.Everything with { IncludeThreads = tab == DetailTab.Threads };
        RecordingRange range = new(time, time);
        using ProcessWatch watch = tab == DetailTab.Connections ? recording.WatchConnections(selection, range) : recording.Watch(selection, range);
        return watch.TrySample(CancellationToken.None) ? DetailLines.Of(watch, tab, process) : ["Nothing was recorded then."];
    }
}
