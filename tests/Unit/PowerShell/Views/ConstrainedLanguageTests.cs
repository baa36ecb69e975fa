using System.Management.Automation;
using System.Management.Automation.Language;
using System.Xml;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Views;

public class ConstrainedLanguageTests(SharedZoo shared) : IClassFixture<SharedZoo>
{
    private const string Back = "$args | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) }";

    [Theory]
    [InlineData("Vmon.ProcessSample", "Watch-VmonProcess -Id $args[0] -Count 2 -Interval 0.02 -IncludeThread -Include All")]
    [InlineData("Vmon.ProcessSample#Snapshot", "Get-VmonProcess -Id $args[0]")]
    [InlineData("Vmon.ProcessTreeNode", "Get-VmonTree -Id $args[0] -Interval 20ms")]
    [InlineData("Vmon.ProcessTreeNode#Snapshot", "Get-VmonTree -Id $args[0]")]
    [InlineData("Vmon.OpenFile", "Get-VmonFile -Id $args[0]")]
    [InlineData("Vmon.Connection", "Get-VmonConnection -Protocol Unix -Id $args[0]")]
    [InlineData("Vmon.Connection#Interval", "Get-VmonConnection -Protocol Unix -Id $args[0] -Interval 20ms")]
    [InlineData("Vmon.SocketInfo", "(Get-VmonFile -Id $args[0] -Type Socket).Socket | Where-Object { $_ }")]
    [InlineData("Vmon.DescriptorHolder", "(Get-VmonFile -Id $args[0] -Type Socket).Socket.Peers | Where-Object { $_ }")]
    [InlineData("Vmon.Pipe", "Get-VmonPipe -Id $args[0]")]
    [InlineData("Vmon.PipeEnd", "(Get-VmonPipe -Id $args[0]).Readers")]
    [InlineData("Vmon.ProcessCgroup", "(Get-VmonProcess -Id $args[0] -Include Cgroup).Cgroups")]
    [InlineData("Vmon.VmonSession", "Start-VmonSession a -Interval 250ms")]
    [InlineData("Vmon.SystemSample", "Get-VmonSystem -Interval 20ms")]
    [InlineData("Vmon.CgroupSample", "Get-VmonCgroup -Interval 20ms")]
    [InlineData("Vmon.CpuSample", "(Get-VmonSystem -Interval 20ms).Cpus")]
    [InlineData("Vmon.FileSystemSample", "(Get-VmonSystem -Include FileSystem).FileSystems")]
    [InlineData("Vmon.DiskSample", "(Get-VmonSystem -Interval 20ms).Disks")]
    [InlineData("Vmon.InterfaceSample", "(Get-VmonSystem -Interval 20ms).Interfaces")]
    [InlineData("Vmon.InterruptSample", "(Get-VmonSystem -Include Interrupts).SoftIrqsByName.Values")]
    public void Views_are_identical_in_constrained_language(string type, string script)
    {
        using Shell shell = new();
        using Shell constrained = new(PSLanguageMode.ConstrainedLanguage);
        PSObject[] live = [.. shell.Run(script, shared.Zoo.Id).Take(30)];
        Assert.SkipWhen(live.Length == 0, $"This kernel tells of no {type}: its views were not compared.");
        Assert.Contains(type, live[0].TypeNames);
        foreach (PSObject item in (PSObject[])[.. live, .. shell.Run(Back, live)])
        {
            string[] shown = [.. ViewFile.Shown(shell, item, type).SelectMany(ViewFile.Texts)];
            Assert.Contains(shown, text => text.Length > 0);
            Assert.Equal(shown, ViewFile.Shown(constrained, item, type).SelectMany(ViewFile.Texts));
        }
    }

    [Theory]
    [InlineData("Vmon.Format.ps1xml")]
    [InlineData("Vmon.Types.ps1xml")]
    public void Script_blocks_of_views_and_types_need_only_constrained_language(string file)
    {
        XmlDocument document = new();
        document.Load(Path.Combine(Repository.Root, file));
        foreach (string script in document.SelectNodes("//ScriptBlock|//GetScriptBlock|//Script")!.Cast<XmlNode>().Select(node => node.InnerText))
        {
            ScriptBlockAst block = Parser.ParseInput(script, out _, out ParseError[] errors);
            Assert.Empty(errors);
            Assert.DoesNotContain("::", script, StringComparison.Ordinal);
            Assert.Empty(block.FindAll(part => part is InvokeMemberExpressionAst or TypeExpressionAst or AttributedExpressionAst or CommandAst, searchNestedScriptBlocks: true));
        }
    }
}
