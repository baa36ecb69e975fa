using Vmon.Recording.Machine;
using Vmon.Recording.Processes;
using Vmon.Sources;
using Vmon.Sources.Machine;

namespace Vmon.Recording;

/// <summary>Brings a sampler of the machine to the samples of a recording.</summary>
internal sealed class RecordedMachine : IDisposable
{
    private readonly RecordedFrames _frames;
    private readonly RecordedTime _time = new();
    private readonly MachineReader _reader = new();
    private Preamble? _preamble;

    /// <param name="frames">The frames.</param>
    /// <param name="dataSets">The data sets to read.</param>
    internal RecordedMachine(RecordedFrames frames, SystemDataSets dataSets)
    {
        _frames = frames;
        Sampler = new SystemSampler(new SampledHost(new BootClock(_time, SampledMachine.Own, bootTime: null)), new SampleState(_time), _reader, dataSets);
    }

    internal SystemSampler Sampler { get; }

    /// <summary>Takes the next sample. False if there is none.</summary>
    internal bool TrySample(CancellationToken cancellation)
    {
        bool isBefore;
        do
        {
            if (cancellation.IsCancellationRequested || !_frames.TryMoveNext()) return false;
            isBefore = _frames.IsBefore;
            bool isAfterGap = _frames.IsAfterGap;
            do
            {
                Read(_frames.Current);
            }
            while (!cancellation.IsCancellationRequested && _frames.TryMoveOn());
            if (isAfterGap) Sampler.State.Interrupt();
            Sampler.Sample();
        }
        while (isBefore);
        return true;
    }

    public void Dispose() => _frames.Dispose();

    /// <summary>Brings the files to a frame, without a sample.</summary>
    internal void Read(FrameReader frame)
    {
        if (!ReferenceEquals(frame.Preamble, _preamble)) MoveTo(frame.Preamble!);
        _ = _reader.TryRead(frame.Column, (int)FrameColumn.Machine, frame.IsWhole);
        _time.MoveTo(frame.Times.Wall + frame.Times.MachineSkew, frame.Times.Monotonic);
        _time.Advance(frame.Times.MachineDelay);
    }

    private void MoveTo(Preamble preamble)
    {
        _preamble = preamble;
        Sampler.Host = new SampledHost(new BootClock(_time, preamble.Machine, preamble.BootTime));
    }
}
