using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Vmon.Recorder.Configuration;

namespace Vmon.Recorder;

/// <summary>Runs a recorder until a signal stops it. Signals and samples come as notices, which one thread takes in turn.</summary>
internal sealed class RecorderService(CommandLine line, ServiceManager manager, Log log)
{
    // A sample can take longer than the interval, on a machine that is busy.
    private const int IntervalsPerWatchdog = 5;
    private const int MessagesPerWatchdog = 4;
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly BlockingCollection<Notice> _notices = [];
    private readonly MemoryKeeper _memory = new();
    private TimeSpan _silence = LongestSilence;
    private long _spokeAt;
    private string? _error;

    private enum Notice
    {
        Sampled,
        Reload,
        Stop,
    }

    /// <summary>Records until SIGTERM or SIGINT.</summary>
    /// <exception cref="RecordingException">The directory cannot be written.</exception>
    /// <exception cref="InvalidProcRootException">/proc cannot be sampled.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    internal void Run(RecorderOptions options)
    {
        using PosixSignalRegistration hangUp = On(PosixSignal.SIGHUP, Notice.Reload);
        using PosixSignalRegistration terminate = On(PosixSignal.SIGTERM, Notice.Stop);
        using PosixSignalRegistration interrupt = On(PosixSignal.SIGINT, Notice.Stop);
        using VmonSession session = new(new SessionOptions());
        using VmonRecorder recorder = session.Record(options);
        recorder.Sampled += (_, _) => _notices.Add(Notice.Sampled);
        log.Information($"Recording to '{recorder.Path}' every {Text(options.Interval)}.");
        SetWatchdog(options.Interval);
        bool isReady = false;
        while (_notices.Take() is var notice and not Notice.Stop)
        {
            if (notice == Notice.Reload) Reload(recorder);
            else if (isReady) Watch(recorder);
            else isReady = SayReady(recorder);
        }

        manager.Stopping();
        recorder.Dispose();
        log.Information($"Stopped. Recorded {Number(recorder.SampleCount)} samples.");
    }

    private PosixSignalRegistration On(PosixSignal signal, Notice notice) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _notices.Add(notice);
    });

    private bool SayReady(VmonRecorder recorder)
    {
        manager.Ready(Status(recorder));
        Watch(recorder);
        return true;
    }

    private void Watch(VmonRecorder recorder)
    {
        _memory.Keep();
        string? error = recorder.LastError;
        bool isChanged = error != _error;
        if (isChanged && error is not null) log.Warning(error);
        if (isChanged && error is null) log.Information($"Recording again. {Number(recorder.LostSampleCount)} samples were lost until now.");
        _error = error;
        if (!isChanged && _spokeAt != 0 && Stopwatch.GetElapsedTime(_spokeAt) < _silence) return;
        _spokeAt = Stopwatch.GetTimestamp();
        manager.Alive(Status(recorder));
    }

    private void Reload(VmonRecorder recorder)
    {
        manager.Reloading();
        try
        {
            RecorderOptions options = line.ReadOptions();
            if (Path.GetFullPath(options.Path) != recorder.Path)
            {
                log.Warning($"Cannot change the path to '{options.Path}' without a restart. Recording to '{recorder.Path}' goes on.");
                options = options with { Path = recorder.Path };
            }

            RecorderOptions included = options with
            {
                IncludeThreads = recorder.Options.IncludeThreads, IncludeConnections = recorder.Options.IncludeConnections, DataSets = recorder.Options.DataSets,
            };
            if (options != included)
                log.Warning("Cannot change what is included without a restart. The recorder goes on with what it has.");
            recorder.Change(included);
            SetWatchdog(options.Interval);
            log.Information($"Reloaded the configuration. Recording every {Text(options.Interval)}.");
        }
        catch (SettingException problem)
        {
            log.Warning($"{problem.Message} The previous configuration stays in effect.");
        }

        manager.Ready(Status(recorder));
    }

    private void SetWatchdog(TimeSpan interval)
    {
        if (manager.Watchdog is not { } given) return;
        TimeSpan least = IntervalsPerWatchdog * interval;
        TimeSpan watchdog = least > given ? least : given;
        manager.SetWatchdog(watchdog);
        _silence = watchdog / MessagesPerWatchdog < LongestSilence ? watchdog / MessagesPerWatchdog : LongestSilence;
    }

    private static string Status(VmonRecorder recorder)
    {
        string state = $"{Number(recorder.SampleCount)} samples, {Number(recorder.Size >> 10)} KB";
        if (recorder.LostSampleCount > 0) state += $", {Number(recorder.LostSampleCount)} lost";
        return recorder.LastError is string error ? $"{state}. {error}" : state;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan interval) => string.Create(CultureInfo.InvariantCulture, $"{interval.TotalSeconds} s");
}
