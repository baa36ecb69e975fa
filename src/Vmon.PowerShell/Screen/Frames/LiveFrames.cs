using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Vmon.PowerShell.Screen.Frames;

/// <summary>Frames of a session, sampled at a fixed rate by a thread of its own.</summary>
internal sealed class LiveFrames : IFrameSource
{
    private readonly VmonSession _session;
    private readonly ProcessSelection _selection;
    private readonly ProcessDataSets _dataSets;
    private readonly TimeSpan _interval;
    private readonly Action _arrived;
    private readonly ConcurrentQueue<(Frame? Frame, Exception? Failure)> _taken = new();
    private CancellationTokenSource _stop = new();
    private Thread? _thread;
    private long _next;

    /// <param name="session">The session.</param>
    /// <param name="selection">The processes.</param>
    /// <param name="dataSets">What is read of each.</param>
    /// <param name="interval">Time from one sample to the next.</param>
    /// <param name="arrived">Called by the sampling thread after each sample.</param>
    internal LiveFrames(VmonSession session, ProcessSelection selection, ProcessDataSets dataSets, TimeSpan interval, Action arrived)
    {
        _session = session;
        _selection = selection;
        _dataSets = dataSets;
        _interval = interval;
        _arrived = arrived;
        HostName = Environment.MachineName;
        Begin(default);
    }

    /// <summary>Bounds of what is kept: some hours of a quiet machine.</summary>
    internal const int MostFrames = 7200;

    internal const long MostBytes = 160L << 20;

    public Timeline Frames { get; } = new(MostFrames, MostBytes);

    public bool IsRecording => false;

    public bool IsReading => false;

    public string HostName { get; }

    public ProcessDataSets DataSets { get; private set; }

    /// <summary>Whether all selected processes exited, or the session stopped, so that no frame follows.</summary>
    internal bool IsOver => _thread?.IsAlive != true && _taken.IsEmpty;

    public bool Refresh()
    {
        bool isAny = false;
        while (_taken.TryDequeue(out (Frame? Frame, Exception? Failure) taken))
        {
            if (taken.Failure is { } failure) ExceptionDispatchInfo.Throw(failure);
            _ = Frames.AddLast(taken.Frame!.At(_next++));
            isAny = true;
        }

        return isAny;
    }

    public Frame? TakeArrived() => null;

    public void Look(Frame shown)
    {
        // All frames that there are are in memory.
    }

    public Frame? Move(Frame from, int samples) => Frames.Nearest(from.Number + samples);

    public Frame? End(bool isLast) => isLast ? Frames.Last : Frames.First;

    public void Change(WatchOptions options, Frame shown) => Begin(options);

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private void Begin(WatchOptions options)
    {
        Stop();
        DataSets = _dataSets | options.More;
        _stop = new CancellationTokenSource();
        CancellationToken stop = _stop.Token;
        _thread = new Thread(() => Sample(options, stop)) { IsBackground = true, Name = "Show-Vmon" };
        _thread.Start();
    }

    private void Stop()
    {
        _stop.Cancel();
        _thread?.Join();
    }

    private void Sample(WatchOptions options, CancellationToken stop)
    {
        try
        {
            using ProcessWatch watch = _session.Watch(_selection with { IncludeThreads = options.Threads }, _dataSets | options.More);
            using SystemWatch machine = _session.WatchSystem();
            Frame? before = null;
            List<ProcessSample> processes = [];
            bool isFirst = Frames.Count == 0;
            foreach (long number in watch.Run(new SampleSchedule(_interval), stop))
            {
                if (!machine.TrySample(stop)) return;
                processes.Clear();
                processes.AddRange(watch.Processes(before?.Processes ?? []));
                Frame frame = Frame.Of(0, watch.SampleTime!.Value.ToLocalTime(), machine.Current, [.. processes], before);

                // A watch that replaces another one has no rates in its first sample, and the last frame of the other one stays.
                if (number > 1 || isFirst) _taken.Enqueue((frame, null));
                before = frame;
                _arrived();
            }
        }
        catch (Exception failure) when (failure is ObjectDisposedException or ExhaustedException or InvalidProcRootException)
        {
            _taken.Enqueue((null, failure));
        }

        _arrived();
    }
}
