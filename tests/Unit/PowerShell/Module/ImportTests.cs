using System.Collections;
using System.Management.Automation;
using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell;

public class ImportTests
{
    [Fact]
    public void Exports_exactly_the_cmdlets_of_the_manifest()
    {
        using Shell shell = new();
        string[] exported = shell.Run<CmdletInfo>("Get-Command -Module Vmon").Select(command => command.Name).Order().ToArray();
        string[] built = [.. from type in typeof(ModuleLifecycle).Assembly.GetExportedTypes()
                             let cmdlet = (CmdletAttribute?)Attribute.GetCustomAttribute(type, typeof(CmdletAttribute))
                             where cmdlet is not null
                             select $"{cmdlet.VerbName}-{cmdlet.NounName}"];
        Assert.Equal(built.Order(), exported);
    }

    [Fact]
    public void Says_on_other_systems_that_it_needs_Linux()
    {
        PlatformNotSupportedException error = Assert.Throws<PlatformNotSupportedException>(() => ModuleLifecycle.RequireLinux(false));
        Assert.Contains("Linux", error.Message, StringComparison.Ordinal);
        ModuleLifecycle.RequireLinux(true);
    }

    [Fact]
    public void The_module_folder_holds_its_own_assemblies_only()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "bin"), "*.dll").Select(file => Path.GetFileName(file)).Order()];
        Assert.Equal(["Vmon.Engine.dll", "Vmon.PowerShell.dll"], files);
    }

    [Fact]
    public void Manifest_and_assemblies_have_one_version()
    {
        using Shell shell = new();
        Version module = shell.Run<PSModuleInfo>("Get-Module Vmon").Single().Version;
        Version assembly = typeof(ModuleLifecycle).Assembly.GetName().Version!;
        Assert.Equal(assembly.ToString(3), module.ToString());
    }

    [Fact]
    public void Removing_the_module_stops_the_sessions_of_its_runspace_only()
    {
        using Shell shell = new();
        using Shell other = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession removed").Single();
        VmonSession kept = other.Run<VmonSession>("Start-VmonSession kept").Single();
        Assert.False(session.IsStopped);
        _ = shell.Run("Remove-Module Vmon");
        Assert.True(session.IsStopped);
        Assert.False(kept.IsStopped);
    }

    [Fact]
    public void The_views_name_only_members_that_are_there()
    {
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -InputObject $args[0]", Environment.ProcessId).Single();
        System.Xml.XmlDocument views = new();
        views.Load(Path.Combine(Repository.Root, "Vmon.Format.ps1xml"));
        IEnumerable names = views.SelectNodes("//View[ViewSelectedBy/TypeName='Vmon.ProcessSample']//PropertyName")!;
        foreach (System.Xml.XmlNode name in names) Assert.NotNull(sample.Properties[name.InnerText]);
    }

    [Fact]
    public void The_list_view_has_every_property()
    {
        System.Xml.XmlDocument views = new();
        views.Load(Path.Combine(Repository.Root, "Vmon.Format.ps1xml"));
        IEnumerable nodes = views.SelectNodes("//View[Name='ProcessList']//ListItem/*[self::Label or self::PropertyName and not(../Label)]")!;
        IEnumerable<string> listed = nodes.Cast<System.Xml.XmlNode>().Select(node => node.InnerText).Order();
        IEnumerable<string> declared = typeof(ProcessSample).GetProperties().Select(property => property.Name)
            .Where(name => name != nameof(ProcessSample.Identity)).Order();
        Assert.Equal(declared, listed);
    }
}
