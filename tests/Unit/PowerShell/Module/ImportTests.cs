using System.Collections;
using System.Management.Automation;
using Vmon.PowerShell;
using Vmon.Tests.Workloads;

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
    public void A_second_copy_of_the_module_is_one_error_and_leaves_the_first_as_it_is()
    {
        using TemporaryDirectory directory = new();
        string copy = Copy(directory);
        using Shell shell = new();
        ErrorRecord error = shell.Fail("Import-Module $args[0]", copy);
        Assert.Contains("Remove-Module Vmon, or start a new session", error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Exception.Message);
        Assert.Equal([Environment.ProcessId], shell.Run<int>("(Get-VmonProcess -Id $PID).ProcessId"));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Another_copy_of_the_same_version_is_imported_after_the_first_was_removed()
    {
        using TemporaryDirectory directory = new();
        string copy = Copy(directory);
        using Shell shell = new();
        Assert.Equal([Environment.ProcessId], shell.Run<int>("Remove-Module Vmon; Import-Module $args[0]; (Get-VmonProcess -Id $PID).ProcessId", copy));
        Assert.Empty(shell.Errors);
        Assert.Equal([Environment.ProcessId], shell.Run<int>("Import-Module $args[0] -Force; (Get-VmonProcess -Id $PID).ProcessId", copy));
        Assert.Empty(shell.Errors);
        Assert.Equal(Path.GetDirectoryName(copy), shell.Run<PSModuleInfo>("Get-Module Vmon").Single().ModuleBase);
    }

    private static string Copy(TemporaryDirectory directory)
    {
        string[] files = [.. Directory.GetFiles(Repository.Root, "Vmon*.ps*1*"), Path.Combine(Repository.Root, "Vmon.Views", "Vmon.Views.psd1"), .. Directory.GetFiles(Path.Combine(Repository.Root, "bin"), "*.dll")];
        foreach (string file in files)
        {
            string place = directory.Combine(Path.GetRelativePath(Repository.Root, file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }

        return directory.Combine("Vmon.psd1");
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
