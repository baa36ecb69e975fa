using System.Text.RegularExpressions;
using Vmon.Tests.Host;
using Vmon.Tests.PowerShell;

namespace Vmon.Tests.Help;

public sealed partial class AboutTests : IDisposable
{
    private readonly Shell _shell = new();

    public static TheoryData<string> Topics => [.. Pages.Topics];

    public static TheoryData<string> All => [.. Pages.Commands, .. Pages.Topics];

    public void Dispose() => _shell.Dispose();

    [Theory]
    [MemberData(nameof(Topics))]
    public void Get_Help_finds_every_topic(string topic)
    {
        string text = _shell.Run<string>("Get-Help $args[0]", topic).Single();
        Assert.Contains(topic, text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('\n'), line => line.Length > 100);
        Assert.True(_shell.Run<string>("(Get-Help $args[0]).Synopsis.Trim()", topic).Single().Length > 20);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Links_lead_to_pages_that_exist(string page) =>
        Assert.All(
            Links().Matches(Pages.Text(page)).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link => Assert.True(File.Exists(Path.Combine(Pages.Folder, link)), $"{link} does not exist."));

    [Fact]
    public void Help_is_available_in_the_host() =>
        Assert.Equal(["Get-VmonTree", "True"], HostProcess.Run("-c", "(Get-Help Get-VmonTree).details.name; [bool](Get-Help about_Vmon)").Lines);

    [Fact]
    public void Overview_lists_every_cmdlet() =>
        Assert.All(Pages.Commands, command => Assert.Contains($"| {command} |", Pages.Text("about_Vmon"), StringComparison.Ordinal));

    [Fact]
    public void Every_data_set_has_its_cost_in_about_Vmon_Performance()
    {
        string text = Pages.Text("about_Vmon_Performance");
        string[] single = [.. Enum.GetValues<ProcessDataSets>().Where(dataSet => int.PopCount((int)dataSet) == 1).Select(dataSet => dataSet.ToString())];
        Assert.All(single, dataSet => Assert.Contains($"| {dataSet} |", text, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Links();
}
