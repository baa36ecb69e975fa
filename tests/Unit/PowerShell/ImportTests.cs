using System.Collections;
using System.Management.Automation;
using Vmon.PowerShell;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class ImportTests
{
    [Fact]
    public void Module_exports_exactly_the_built_cmdlets()
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
    public void RequireLinux_throws_on_other_systems()
    {
        PlatformNotSupportedException error = Assert.Throws<PlatformNotSupportedException>(() => ModuleLifecycle.RequireLinux(false));
        Assert.Contains("Linux", error.Message, StringComparison.Ordinal);
        ModuleLifecycle.RequireLinux(true);
    }

    [Fact]
    public void Module_folder_contains_only_its_own_assemblies()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "bin"), "*.dll").Select(file => Path.GetFileName(file)).Order()];
        Assert.Equal(["Vmon.Engine.dll", "Vmon.Metrics.dll", "Vmon.PowerShell.dll"], files);
    }

    [Fact]
    public void Manifest_version_equals_the_assembly_version()
    {
        using Shell shell = new();
        Version module = shell.Run<PSModuleInfo>("Get-Module Vmon").Single().Version;
        Version assembly = typeof(ModuleLifecycle).Assembly.GetName().Version!;
        Assert.Equal(assembly.ToString(3), module.ToString());
    }

    [Fact]
    public void Import_of_a_second_copy_fails_and_keeps_the_first_working()
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
    public void Import_of_another_copy_succeeds_after_Remove_Module()
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
    public void Remove_Module_stops_only_the_sessions_of_its_runspace()
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
    public void Process_views_name_only_existing_members()
    {
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -InputObject $args[0]", Environment.ProcessId).Single();
        System.Xml.XmlDocument views = new();
        views.Load(Path.Combine(Repository.Root, "Vmon.Format.ps1xml"));
        IEnumerable names = views.SelectNodes("//View[ViewSelectedBy/TypeName='Vmon.ProcessSample']//PropertyName")!;
        foreach (System.Xml.XmlNode name in names) Assert.NotNull(sample.Properties[name.InnerText]);
    }
}
