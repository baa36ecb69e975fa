using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Vmon.Metrics;
using Vmon.Services;
using Vmon.Services.Configuration;

namespace Vmon.Exporter;

/// <summary>Reads the files that settings name: the certificate, its key and the bearer token.</summary>
internal static class AccessFiles
{
    // The whole request may have 8 KB.
    private const int MostToken = 4096;

    /// <summary>The options of settings, with what is in the files.</summary>
    /// <exception cref="SettingException">A file cannot be used.</exception>
    internal static ExporterOptions Read(ExporterSettings settings, Log log)
    {
        if (settings is { CertificateKey: not null, Certificate: null }) throw new SettingException("'certificate-key' is the key of no certificate. Set certificate.");
        ExporterOptions options = settings.Options with { Token = settings.TokenFile is null ? null : TokenOf(settings.TokenFile, log) };
        return settings.Certificate is null ? options : options with
        {
            Certificate = Use(settings.Certificate, path => X509Certificate2.CreateFromPemFile(path, settings.CertificateKey)),
            Intermediates = Use(settings.Certificate, IntermediatesOf),
        };
    }

    private static string TokenOf(string path, Log log)
    {
        string token = Use(path, File.ReadAllText).Trim();
        if (token.Length is 0 or > MostToken || !token.All(static letter => letter is > ' ' and < '\x7f'))
            throw new SettingException($"Cannot use the token in '{path}': it is not a line of up to {MostToken} ASCII characters without spaces. Write a random token to the file.");
        if (OperatingSystem.IsLinux() && (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0) log.Warning($"Every user can read the token in '{path}'. Remove the right with: chmod o-r {path}");
        return token;
    }

    // The certificate of the server is the first one.
    private static X509Certificate2Collection IntermediatesOf(string path)
    {
        X509Certificate2Collection all = [];
        all.ImportFromPemFile(path);
        all.RemoveAt(0);
        return all;
    }

    private static T Use<T>(string path, Func<string, T> read)
    {
        try
        {
            return read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            string reason = failure is FileNotFoundException or DirectoryNotFoundException ? "it does not exist"
                : failure is CryptographicException ? "it is not a certificate in PEM whose private key is known"
                : "permission denied, or it is not a file";
            throw new SettingException($"Cannot read '{path}': {reason}.");
        }
    }
}
