using System.Net;
using Vmon.Exporter;
using Vmon.Metrics;
using Vmon.Services.Configuration;
using Vmon.Tests.Services.Configuration;

namespace Vmon.Tests.Exporter;

public class ExporterSettingsTests
{
    [Fact]
    public void Every_setting_changes_its_option()
    {
        ExporterSettings settings = Parse("--listen-address=[::1]:1", "--group-by=user", "--top=7", "--interval=5s", "--include-network", "--certificate=/c", "--certificate-key=/k", "--token-file=/t", "--otlp-endpoint=http://h:4317", "--otlp-interval=30s").ReadOptions();
        Assert.Equal(new ExporterOptions { ListenAddress = new IPEndPoint(IPAddress.IPv6Loopback, 1), GroupBy = MetricGrouping.User, Top = 7, Interval = TimeSpan.FromSeconds(5), IncludesNetwork = true }, settings.Options);
        Assert.Equal(("/c", "/k", "/t"), (settings.Certificate, settings.CertificateKey, settings.TokenFile));
        Assert.Equal(new OtlpOptions { Endpoint = new Uri("http://h:4317"), Interval = TimeSpan.FromSeconds(30) }, settings.Otlp);
    }

    [Fact]
    public void Defaults_are_those_of_the_cmdlet_and_of_the_help()
    {
        Assert.Equal((new ExporterOptions(), null), (Parse().ReadOptions().Options, Parse().ReadOptions().Otlp));
        Assert.Equal(new ExporterSettings(), SettingDefaults.Of(ExporterSettings.Table));
    }

    [Fact]
    public void Installed_file_is_valid_and_has_the_defaults() =>
        Assert.Equal(new ExporterSettings(), Parse("--config", Path.Combine(Repository.Folder("vmon-exporter"), "systemd", "exporter.conf")).ReadOptions());

    [Theory]
    [InlineData("--listen-address=h:80", "'h:80' is not a valid listen-address")]
    [InlineData("--group-by=unit,name", "'unit,name' is not a valid group-by. Use one of Unit, Name, User, Container, Process.")]
    [InlineData("--group-by=1", "'1' is not a valid group-by")]
    [InlineData("--top=0", "'0' is not a valid top")]
    [InlineData("--top=1001", "'1001' is not a valid top")]
    [InlineData("--interval=2h", "'2h' is not a valid interval")]
    [InlineData("--certificate=c.pem", "'c.pem' is not a valid certificate")]
    [InlineData("--token-file=t", "'t' is not a valid token-file")]
    [InlineData("--otlp-endpoint=h:4317", "'h:4317' is not a valid otlp-endpoint")]
    public void Invalid_value_is_an_error_that_names_it(string argument, string message) =>
        Assert.StartsWith("Command line: " + message, Assert.Throws<SettingException>(() => Parse(argument)).Message, StringComparison.Ordinal);

    [Fact]
    public void With_takes_over_what_can_change_in_a_running_exporter()
    {
        ExporterSettings running = Parse("--top=7").ReadOptions();
        Assert.Equal(Parse("--top=7", "--interval=5s", "--certificate=/c", "--certificate-key=/k", "--token-file=/t").ReadOptions(), running.With(Parse("--top=8", "--interval=5s", "--certificate=/c", "--certificate-key=/k", "--token-file=/t").ReadOptions()));
    }

    private static CommandLine<ExporterSettings> Parse(params string[] arguments) => new(ExporterSettings.Table, arguments);
}
