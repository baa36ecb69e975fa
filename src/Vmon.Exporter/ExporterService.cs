using System.Globalization;
using Vmon.Metrics;
using Vmon.OpenTelemetry;
using Vmon.Services;
using Vmon.Services.Configuration;

namespace Vmon.Exporter;

/// <summary>Runs an exporter until a signal stops it.</summary>
internal sealed class ExporterService(CommandLine<ExporterSettings> line, ServiceManager manager, Log log)
{
    private readonly MemoryKeeper _memory = new();
    private readonly Heartbeat _heartbeat = new(manager);
    private ExporterSettings _settings = line.ReadOptions();
    private long _sampleCount;
    private bool _isFailing;

    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    /// <exception cref="SettingException">The configuration is not valid.</exception>
    /// <exception cref="ExporterException">It cannot listen on its address.</exception>
    /// <exception cref="InvalidProcRootException">/proc cannot be sampled.</exception>
    /// <exception cref="ExhaustedException">Out of descriptors or memory.</exception>
    internal void Run()
    {
        using NoticeQueue notices = new();
        using VmonSession session = new(new SessionOptions());
        using VmonExporter exporter = VmonExporter.Start(session, AccessFiles.Read(_settings, log), _settings.Otlp is null ? null : new OtlpSender(), _settings.Otlp);
        log.Information($"Serving {exporter.Uri}, grouped by {exporter.GroupBy}.");
        Warn(exporter);
        _heartbeat.Expect(exporter.Interval);
        manager.Ready(Status(exporter));
        Watch(exporter);
        while (notices.Take(Patience) is var notice and not Notice.Stop)
        {
            if (notice == Notice.Reload) Reload(exporter);
            else Watch(exporter);
        }

        manager.Stopping("Closing the port");
        exporter.Dispose();
        log.Information($"Stopped after {Number(exporter.ScrapeCount)} scrapes.");
    }

    private TimeSpan Patience => _heartbeat.Silence > _settings.Options.Interval ? _heartbeat.Silence : _settings.Options.Interval;

    // Without scrapes it takes a sample itself: it shows that sampling works, and processes that exited do not accumulate until the next scrape.
    private void Watch(VmonExporter exporter)
    {
        _memory.Keep();
        bool works = exporter.SampleCount != _sampleCount || (exporter.TrySample() && exporter.SampleCount != _sampleCount);
        _sampleCount = exporter.SampleCount;
        if (!works && !_isFailing) log.Warning("Cannot take a sample. The exporter tries again.");
        if (works && _isFailing) log.Information("Taking samples again.");
        _isFailing = !works;
        if (works) _heartbeat.Beat(() => Status(exporter), isNews: true);
    }

    private void Reload(VmonExporter exporter)
    {
        manager.Reloading();
        try
        {
            ExporterSettings wanted = line.ReadOptions();
            ExporterSettings possible = _settings.With(wanted);
            exporter.Change(AccessFiles.Read(possible, log));
            _settings = possible;
            if (wanted != possible)
                log.Warning("Only interval, certificate, certificate-key and token-file change without a restart, which begins the counters of groups at zero. The other settings stay as they were.");
            _heartbeat.Expect(exporter.Interval);
            log.Information("Reloaded the configuration.");
            Warn(exporter);
        }
        catch (SettingException problem)
        {
            log.Warning($"{problem.Message} The previous configuration stays in effect.");
        }

        manager.Ready(Status(exporter));
    }

    private void Warn(VmonExporter exporter)
    {
        if (!exporter.Options.IsLoopback && !exporter.UsesTls)
        {
            log.Warning(exporter.RequiresToken
                ? $"Metrics and the bearer token are sent without encryption: {exporter.ListenAddress} is reached from other machines. Set certificate."
                : $"Every machine that reaches {exporter.ListenAddress} can read the metrics. Set token-file and certificate, or listen on 127.0.0.1.");
        }

        if (!exporter.HasGroups) log.Warning($"No process belongs to a group by {exporter.GroupBy}, so all processes are the group none. Set another group-by, such as Name, and restart.");
    }

    private static string Status(VmonExporter exporter) => string.Create(
        CultureInfo.InvariantCulture,
        $"{exporter.ScrapeCount:N0} scrapes, {exporter.SeriesCount:N0} series, last sample in {exporter.LastDuration.TotalMilliseconds:0.0} ms");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
