using System.Reflection;

namespace Vmon.Tests;

/// <summary>Paths of the repository and of what was built.</summary>
internal static class Repository
{
    internal static string Root { get; } = Metadata("RepositoryRoot");

    internal static string Configuration { get; } = Metadata("Configuration");

    internal static string Manifest => Path.Combine(Root, "Vmon.psd1");

    /// <summary>The built host.</summary>
    internal static string Host => Path.Combine(Root, "src", "Vmon.Host", "bin", Configuration, "net10.0", "vmon");

    /// <summary>The built soak test.</summary>
    internal static string Soak => Path.Combine(Root, "tests", "Soak", "bin", Configuration, "net10.0", "Vmon.Soak");

    /// <summary>The built recorder, which tests kill.</summary>
    internal static string Recorder => Path.Combine(Root, "bench", "Vmon.Damage", "bin", Configuration, "net10.0", "Vmon.Damage");

    /// <summary>The built program of a service, such as vmon-recorder.</summary>
    internal static string Service(string name) => Path.Combine(Folder(name), "bin", Configuration, "net10.0", name);

    /// <summary>The sources of a service.</summary>
    internal static string Folder(string name) => Path.Combine(Root, "src", name switch { "vmon-recorder" => "Vmon.Recorder", _ => "Vmon.Exporter" });

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
