using System.Reflection;

namespace Vmon.Tests;

/// <summary>Where the repository is, and how it was built.</summary>
internal static class Repository
{
    internal static string Root { get; } = Metadata("RepositoryRoot");

    internal static string Configuration { get; } = Metadata("Configuration");

    internal static string Manifest => Path.Combine(Root, "Vmon.psd1");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
