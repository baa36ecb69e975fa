using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Vmon.Tests.Services;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Exporter;

[SupportedOSPlatform("linux")]
public sealed partial class ProgramTests : IDisposable
{
    private const string Name = "vmon-exporter";

    private readonly TemporaryDirectory _directory = new();
    private readonly NotifySocket _socket = new("@vmon-" + Guid.NewGuid().ToString("N"));

    private string Config => _directory.Combine("exporter.conf");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _socket.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(64, "Command line: '--other' is not an option.", "--other")]
    [InlineData(64, "Command line: '0' is not a valid top.", "--top", "0")]
    [InlineData(78, "Cannot read '/nonexistent': it does not exist.", "--config", "/nonexistent")]
    [InlineData(78, "Cannot read '/nonexistent': it does not exist.", "--token-file", "/nonexistent")]
    [InlineData(78, "Cannot read '/dev': permission denied, or it is not a file.", "--certificate", "/dev")]
    [InlineData(78, "Cannot use the token in '/dev/null': it is not a line of up to 4096 ASCII characters", "--token-file", "/dev/null")]
    [InlineData(78, "Cannot read '/dev/null': it is not a certificate in PEM whose private key is known.", "--certificate", "/dev/null")]
    [InlineData(78, "'certificate-key' is the key of no certificate.", "--certificate-key", "/k")]
    public void Start_that_fails_exits_with_the_code_and_its_reason(int code, string reason, params string[] arguments)
    {
        using ServiceProcess exporter = new(Name, _socket, [.. arguments, "--listen-address=127.0.0.1:0"]);
        Assert.Equal(code, exporter.ExitCode());
        Assert.StartsWith("vmon-exporter: " + reason, exporter.Log, StringComparison.Ordinal);
        Assert.False(_socket.HasMessage);
    }

    [Fact]
    public void Port_in_use_exits_with_69()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using ServiceProcess exporter = new(Name, _socket, "--listen-address", $"{listener.LocalEndpoint}");
        Assert.Equal(69, exporter.ExitCode());
        Assert.Equal($"vmon-exporter: Cannot listen on {listener.LocalEndpoint}: the port is in use.", exporter.Log.Trim());
    }

    [Fact]
    public void Help_lists_every_setting_and_version_is_that_of_the_module()
    {
        using ServiceProcess help = new(Name, null, "--help");
        string text = help.Output();
        Assert.All((string[])["--config FILE", "--listen-address ADDRESS", "--group-by NAME", "--include-network", "--token-file FILE", "--trust-seccomp", "69  the port is in use"], option => Assert.Contains(option, text, StringComparison.Ordinal));
        using ServiceProcess version = new(Name, null, "--version");
        Assert.Equal($"vmon-exporter {typeof(VmonSession).Assembly.GetName().Version!.ToString(3)}\n", version.Output());
        Assert.Equal((0, 0), (help.ExitCode(), version.ExitCode()));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Scrape_is_answered_until_a_signal_stops_it(string signal)
    {
        using ServiceProcess exporter = Start("--group-by=Name", "--interval=1ms");
        using HttpClient client = new();
        string page = await client.GetStringAsync(UriOf(exporter), Token);
        Assert.Matches(@"(?m)^vmon_processes\{vmon_group=", page);
        exporter.Signal(signal);
        Assert.Contains("STATUS=Closing the port", _socket.ReceiveWith("STOPPING=1"));
        Assert.Equal(0, exporter.ExitCode());
        Assert.EndsWith("vmon-exporter: Stopped after 1 scrapes.", exporter.Log.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hang_up_applies_token_and_interval_without_a_reset_of_counters()
    {
        string token = _directory.Combine("token");
        File.WriteAllText(token, "first\n");
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Config, $"listen-address = 127.0.0.1:0\ninterval = 1ms\ntoken-file = {token}\n");
        using ServiceProcess exporter = Started(new ServiceProcess(Name, _socket, "--config", Config));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(exporter, "first"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(exporter, "second"));

        File.WriteAllText(token, "second");
        File.WriteAllText(Config, $"listen-address = 127.0.0.1:0\ninterval = 1h\ntoken-file = {token}\n");
        Reload(exporter);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusOf(exporter, "first"));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(exporter, "second"));
        Assert.Contains("Reloaded the configuration.", exporter.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("without a restart", exporter.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Every user can read", exporter.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hang_up_keeps_what_needs_a_restart_and_an_invalid_configuration_changes_nothing()
    {
        File.WriteAllText(Config, "listen-address = 127.0.0.1:0\ntop = 5\n");
        using ServiceProcess exporter = Started(new ServiceProcess(Name, _socket, "--config", Config));
        File.WriteAllText(Config, "listen-address = 127.0.0.1:0\ntop = 6\n");
        Reload(exporter);
        WaitUntil.True(() => exporter.Log.Contains("Only interval, certificate, certificate-key and token-file change without a restart", StringComparison.Ordinal));
        File.WriteAllText(Config, "top = many\n");
        Reload(exporter);
        WaitUntil.True(() => exporter.Log.Contains($"{Config}, line 1: 'many' is not a valid top. Use a number from 1 to 1000. The previous configuration stays in effect.", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await StatusOf(exporter, null));
    }

    [Fact]
    public async Task Certificate_and_its_intermediates_are_served_and_a_hang_up_renews_them()
    {
        using X509Certificate2 root = NewCertificate("CN=root", null);
        using X509Certificate2 intermediate = NewCertificate("CN=intermediate", root);
        using X509Certificate2 first = NewCertificate("CN=first", intermediate);
        using X509Certificate2 second = NewCertificate("CN=second", intermediate);
        string certificate = _directory.Combine("c.pem");
        string key = _directory.Combine("k.pem");
        Write(first);
        using ServiceProcess exporter = Start("--certificate", certificate, "--certificate-key", key);
        Assert.Equal(("CN=first", true), await Shown());
        Write(second);
        Reload(exporter);
        Assert.Equal(("CN=second", true), await Shown());

        void Write(X509Certificate2 own)
        {
            File.WriteAllText(certificate, own.ExportCertificatePem() + "\n" + intermediate.ExportCertificatePem());
            File.WriteAllText(key, own.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem());
        }

        async Task<(string Subject, bool HasIntermediate)> Shown()
        {
            (string Subject, bool HasIntermediate) shown = default;
            using TcpClient client = new();
            await client.ConnectAsync(IPEndPoint.Parse(UriOf(exporter).Authority), Token);
            await using SslStream stream = new(client.GetStream());
            SslClientAuthenticationOptions options = new()
            {
                TargetHost = "h",
                RemoteCertificateValidationCallback = (_, own, chain, _) =>
                {
                    shown = (own!.Subject, chain!.ChainPolicy.ExtraStore.Any(static one => one.Subject == "CN=intermediate"));
                    return true;
                },
            };
            await stream.AuthenticateAsClientAsync(options, Token);
            return shown;
        }
    }

    [Fact]
    public void Token_that_every_user_can_read_is_a_warning()
    {
        string token = _directory.Combine("token");
        File.WriteAllText(token, "t");
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using ServiceProcess exporter = Start("--token-file", token);
        WaitUntil.True(() => exporter.Log.Contains($"Every user can read the token in '{token}'.", StringComparison.Ordinal));
    }

    [Fact]
    public void Address_beyond_this_machine_without_TLS_is_a_warning()
    {
        using ServiceProcess exporter = Started(new ServiceProcess(Name, _socket, "--listen-address", "0.0.0.0:0"));
        WaitUntil.True(() => exporter.Log.Contains("can read the metrics. Set token-file and certificate, or listen on 127.0.0.1.", StringComparison.Ordinal));
    }

    private void Reload(ServiceProcess exporter)
    {
        exporter.Signal("HUP");
        _ = _socket.ReceiveWith("RELOADING=1");
        _ = _socket.ReceiveWith("READY=1");
    }

    private ServiceProcess Start(params string[] arguments) => Started(new ServiceProcess(Name, _socket, ["--listen-address=127.0.0.1:0", .. arguments]));

    private ServiceProcess Started(ServiceProcess exporter)
    {
        Assert.Matches("^STATUS=0 scrapes, [0-9,]+ series, last sample in [0-9.]+ ms$", _socket.ReceiveWith("READY=1")[1]);
        _ = _socket.ReceiveWith("WATCHDOG=1");
        WaitUntil.True(() => Served().IsMatch(exporter.Log));
        return exporter;
    }

    private static Uri UriOf(ServiceProcess exporter) => new(Served().Match(exporter.Log).Groups["uri"].Value);

    private static async Task<HttpStatusCode> StatusOf(ServiceProcess exporter, string? token)
    {
        using HttpClient client = new();
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using HttpResponseMessage answer = await client.GetAsync(UriOf(exporter), Token);
        return answer.StatusCode;
    }

    private static X509Certificate2 NewCertificate(string name, X509Certificate2? issuer)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset end = DateTimeOffset.UtcNow.AddDays(1);
        if (issuer is null) return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), end.AddDays(1));
        using X509Certificate2 signed = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, Guid.NewGuid().ToByteArray());
        return signed.CopyWithPrivateKey(key);
    }

    // vmon-exporter: Serving http://127.0.0.1:41217/metrics, grouped by Unit.
    [GeneratedRegex("Serving (?<uri>[^ ,]+),")]
    private static partial Regex Served();
}
