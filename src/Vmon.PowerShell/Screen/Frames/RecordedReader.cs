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
        Selection = selection;
        _processes = recording.Watch(selection, range);
        _machine = recording.WatchSystem(SystemDataSets.Default, range);
    }

    /// <summary>The processes that frames have.</summary>
    internal ProcessSelection Selection { get; }

    /// <summary>Time from the sample before to the last one. Null if samples are missing between them.</summary>
    internal TimeSpan? Step => _processes.SampleInterval;

    /// <summary>Reads the next sample. Null at the end of the range.</summary>
    /// <param name="before">The frame before, with which it shares what is equal. Null if there is none.</param>
    /// <param name="cancellation">Gives up.</param>
    internal Frame? TryRead(Frame? before, CancellationToken cancellation)
    {
        if (!_processes.TrySample(cancellation)) return null;
        SystemSample? machine = _machine.TrySample(cancellation) ? _machine.Current : null;
        return Frame.Of(0, _recording.ToHostTime(_processes.SampleTime!.Value), machine, [.. _processes.Processes(before?.Processes ?? [])], before);
    }

    public void Dispose()
    {
        _processes.Dispose();
        _machine.Dispose();
    }
}
