using System.Globalization;
using Vmon.Metrics;
using Vmon.Services.Configuration;
using Definition = Vmon.Services.Configuration.SettingDefinition<Vmon.Exporter.ExporterSettings>;

namespace Vmon.Exporter;

/// <summary>The settings of the exporter.</summary>
internal sealed record ExporterSettings
{
    private const string PathOfFile = "the absolute path of a file";

    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);
    private static readonly string Groupings = string.Join(", ", Enum.GetNames<MetricGrouping>());

    internal static SettingTable<ExporterSettings> Table { get; } = new(
        new ExporterSettings(),
        new("listen-address", "ADDRESS", "Address and port to listen on.", "127.0.0.1:9257", "an address of this machine with a port, such as 127.0.0.1:9257 or [::]:9257", static (settings, text) =>
            ListenAddress.Parse(text) is { } address ? settings with { Options = settings.Options with { ListenAddress = address } } : null),
        new("group-by", "NAME", $"What groups processes: {Groupings}.", nameof(MetricGrouping.Unit), $"one of {Groupings}", static (settings, text) =>
            GroupingOf(text) is { } grouping ? settings with { Options = settings.Options with { GroupBy = grouping } } : null),
        new("top", "NUMBER", "Number of groups that have series of their own. All others are the group other.", "20", $"a number from 1 to {ExporterOptions.MostTop}", static (settings, text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int top) && top is >= 1 and <= ExporterOptions.MostTop ? settings with { Options = settings.Options with { Top = top } } : null),
        new("interval", "DURATION", "Age up to which a sample answers another scrape.", "1s", "a duration of up to 1 hour, such as 1s or 500ms", static (settings, text) =>
            Duration.Parse(text) is { } interval && interval <= LongestInterval ? settings with { Options = settings.Options with { Interval = interval } } : null),
        Definition.Flag("include-network", "Also counts the network traffic of processes.", static (settings, isSet) => settings with { Options = settings.Options with { IncludesNetwork = isSet } }),
        new("certificate", "FILE", "Serves TLS with this certificate in PEM, and those between it and a root after it. Can contain its key.", "none", PathOfFile, static (settings, text) =>
            Path.IsPathRooted(text) ? settings with { Certificate = text } : null),
        new("certificate-key", "FILE", "Key of the certificate in PEM, unless its file contains it.", "none", PathOfFile, static (settings, text) =>
            Path.IsPathRooted(text) ? settings with { CertificateKey = text } : null),
        new("token-file", "FILE", "File with the bearer token that requests must have.", "none", PathOfFile, static (settings, text) =>
            Path.IsPathRooted(text) ? settings with { TokenFile = text } : null),
        new("otlp-endpoint", "URI", "Also sends metrics to this OTLP receiver. Port 4317 is gRPC, others are HTTP.", "none", "an address, such as http://127.0.0.1:4317", static (settings, text) =>
            Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https" ? settings with { OtlpEndpoint = endpoint } : null),
        new("otlp-interval", "DURATION", "Time between two messages to the OTLP receiver.", "1m", "a duration, such as 30s", static (settings, text) =>
            Duration.Parse(text) is { } interval ? settings with { OtlpInterval = interval } : null));

    internal ExporterOptions Options { get; private init; } = new();

    internal string? Certificate { get; private init; }

    internal string? CertificateKey { get; private init; }

    internal string? TokenFile { get; private init; }

    internal Uri? OtlpEndpoint { get; private init; }

    internal TimeSpan OtlpInterval { get; private init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where metrics are sent by OTLP. Null if they are not.</summary>
    internal OtlpOptions? Otlp => OtlpEndpoint is null ? null : new OtlpOptions { Endpoint = OtlpEndpoint, Interval = OtlpInterval };

    /// <summary>These settings, with those of others that can change while an exporter runs.</summary>
    internal ExporterSettings With(ExporterSettings others) => this with
    {
        Options = Options with { Interval = others.Options.Interval },
        Certificate = others.Certificate,
        CertificateKey = others.CertificateKey,
        TokenFile = others.TokenFile,
    };

    private static MetricGrouping? GroupingOf(string text) =>
        text.All(char.IsAsciiLetter) && Enum.TryParse(text, ignoreCase: true, out MetricGrouping grouping) ? grouping : null;
}
