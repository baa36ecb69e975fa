using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vmon.Metrics.Http;

/// <summary>How clients reach a server: by TLS or not, and with which token.</summary>
internal sealed class HttpAccess
{
    private readonly byte[]? _token;

    /// <param name="certificate">Certificate with its key. Null for HTTP without TLS.</param>
    /// <param name="intermediates">Certificates between it and a root. Null for none.</param>
    /// <param name="token">Token that requests must have. Null for none.</param>
    internal HttpAccess(X509Certificate2? certificate = null, X509Certificate2Collection? intermediates = null, string? token = null)
    {
        // Offline, so that no certificate is fetched from an address that another one names.
        if (certificate is not null) Certificate = SslStreamCertificateContext.Create(certificate, intermediates, offline: true);
        _token = token is null ? null : Digest(token);
    }

    /// <summary>The certificate with its chain. Null for HTTP without TLS.</summary>
    internal SslStreamCertificateContext? Certificate { get; }

    /// <summary>Whether a request with a token is allowed. The comparison takes as long for every token.</summary>
    internal bool IsAllowed(string? token) => _token is null || (CryptographicOperations.FixedTimeEquals(_token, Digest(token ?? "")) && token is not null);

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
