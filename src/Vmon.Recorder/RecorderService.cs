using System.Globalization;
using Vmon.Services;
using Vmon.Services.Configuration;

namespace Vmon.Recorder;

/// <summary>Runs a recorder until a signal stops it.</summary>
internal sealed class RecorderService(CommandLine<RecorderOptions> line, ServiceManager manager, Log log)
{
    private readonly MemoryKeeper _memory = new();
    private readonly Heartbeat _heartbeat = new(manager);
    private string? _error;
    private int _warned;

    /// <summary>Records until SIGTERM or SIGINT.</summary>
    /// <exception cref="SettingException">The configuration is not valid.</exception>
    /// <exception cref="RecordingException">The directory cannot be written.</exception>
    /// <exception cref="InvalidProcRootException">/proc cannot be sampled.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    internal void Run()
    {
        RecorderOptions options = line.ReadOptions();
        using NoticeQueue notices = new();
        using VmonSession session = new(new SessionOptions());
        using VmonRecorder recorder = session.Record(options);
        recorder.Sampled += (_, _) => notices.AddWork();
        log.Information($"Recording to '{recorder.Path}' every {Text(options.Interval)}.");
        _heartbeat.Expect(options.Interval);
        bool isReady = false;
        while (notices.Take() is var notice and not Notice.Stop)
        {
            if (notice == Notice.Reload) Reload(recorder);
            else if (isReady) Watch(recorder);
            else isReady = SayReady(recorder);
        }

        manager.Stopping("Completing the recording");
        recorder.Dispose();
        log.Information($"Stopped. Recorded {Number(recorder.SampleCount)} samples.");
    }

    private bool SayReady(VmonRecorder recorder)
    {
        manager.Ready(Status(recorder));
        Watch(recorder);
        return true;
    }

    private void Watch(VmonRecorder recorder)
    {
        _memory.Keep();
        IReadOnlyList<string> warnings = recorder.Warnings;
        foreach (string warning in warnings.Skip(_warned)) log.Warning(warning);
        _warned = warnings.Count;
        string? error = recorder.LastError;
        bool isChanged = error != _error;
        if (isChanged && error is not null) log.Warning(error);
        if (isChanged && error is null) log.Information($"The error is over. {Number(recorder.LostSampleCount)} samples were lost until now.");
        _error = error;
        _heartbeat.Beat(() => Status(recorder), isChanged);
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
            _heartbeat.Expect(options.Interval);
            log.Information($"Reloaded the configuration. Recording every {Text(options.Interval)}.");
        }
        catch (SettingException problem)
        {
            log.Warning($"{problem.Message} The previous configuration stays in effect.");
        }

        manager.Ready(Status(recorder));
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
