using System.Management.Automation;
using System.Reflection;
using Vmon.PowerShell;

namespace Vmon.Tests.Help;

/// <summary>The sources of the help, and the cmdlets that it is about.</summary>
internal static class Pages
{
    internal static string Folder => Path.Combine(Repository.Root, "docs", "en-US");

    internal static IEnumerable<Type> Cmdlets => typeof(ModuleLifecycle).Assembly.GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute)));

    internal static string[] Commands => [.. Cmdlets.Select(Name).Order()];

    internal static string[] Topics => [.. Directory.GetFiles(Folder, "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order()];

    internal static string Text(string page) => File.ReadAllText(Path.Combine(Folder, page + ".md"));

    private static string Name(Type cmdlet) => cmdlet.GetCustomAttribute<CmdletAttribute>() is { } named ? $"{named.VerbName}-{named.NounName}" : "";
}
