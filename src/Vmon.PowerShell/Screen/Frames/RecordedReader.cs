namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Reads the samples of a range of a recording one after the other.</summary>
internal sealed class RecordedReader : IDisposable
{
    private readonly VmonRecording _recording;
    private readonly ProcessWatch _processes;
    private readonly SystemWatch _machine;

    internal RecordedReader(VmonRecording recording, ProcessSelection selection, RecordingRange range)
    {
        _recording = recording;
        _processes = recording.Watch(selection, range);
        _machine = recording.WatchSystem(SystemDataSets.Default, range);
    }

    /// <summary>Reads the next sample. Null at the end of the range.</summary>
    /// <param name="before">The frame before. Null if there is none.</param>
    internal Frame? TryRead(Frame? before)
    {
        if (!_processes.TrySample(CancellationToken.None)) return null;
        SystemSample? machine = _machine.TrySample(CancellationToken.None) ? _machine.Current : null;
        return Frame.Of(0, _recording.ToHostTime(_processes.SampleTime!.Value), machine, [.. _processes.Processes()], before);
    }

    public void Dispose()
    {
        _processes.Dispose();
        _machine.Dispose();
    }
}
