using System.Reflection;
using System.Runtime.Loader;
using Vmon.Metrics;
using Vmon.Tables;

namespace Vmon.PowerShell.Exporters;

/// <summary>
/// Loads an exporter with the libraries in its folder, apart from those that the session or another module has loaded, in whatever version. Only the engine and the metrics are shared.
/// </summary>
internal sealed class ExporterContext : AssemblyLoadContext
{
    private static readonly Assembly[] Shared = [typeof(ITableFormat).Assembly, typeof(IMetricSender).Assembly];

    private readonly string _folder;

    private ExporterContext(string folder)
        : base($"Vmon {Path.GetFileName(folder)}") => _folder = folder;

    /// <summary>Creates the exporter of an assembly.</summary>
    /// <param name="folder">Name of its folder below the assemblies of the module.</param>
    /// <param name="assembly">Name of the assembly.</param>
    /// <param name="type">Full name of the type.</param>
    internal static T Load<T>(string folder, string assembly, string type)
    {
        string module = Path.GetDirectoryName(typeof(ExporterContext).Assembly.Location)!;
        Assembly exporter = new ExporterContext(Path.Combine(module, "exporters", folder)).LoadFromAssemblyName(new AssemblyName(assembly));
        return (T)Activator.CreateInstance(exporter.GetType(type, throwOnError: true)!)!;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (Array.Find(Shared, shared => shared.GetName().Name == assemblyName.Name) is { } known) return known;
        string file = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(file) ? LoadFromAssemblyPath(file) : null;
    }
}
