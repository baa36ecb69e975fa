using System.Management.Automation;
using System.Text.RegularExpressions;
using Vmon.Tests.PowerShell;

namespace Vmon.Tests.Help;

public sealed partial class CommandHelpTests : IDisposable
{
    private readonly Shell _shell = new();

    public static TheoryData<string> Commands => [.. Pages.Commands];

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Help_pages_match_the_exported_cmdlets() =>
        Assert.Equal(Pages.Commands, Directory.GetFiles(Pages.Folder, "*-*.md").Select(Path.GetFileNameWithoutExtension).Order());

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_section_has_text(string command)
    {
        string[] empty = _shell.Run<string>(
            """
            $help = Get-Help $args[0] -Full
            if (-not $help.Synopsis.Trim()) { 'synopsis' }
            if (-not $help.description.Text) { 'description' }
            if (-not $help.alertSet.alert.Text) { 'notes' }
            if (-not $help.inputTypes.inputType.type.name) { 'inputs' }
            if (-not $help.returnValues.returnValue.type.name) { 'outputs' }
            if ($help.description.Text[-1] -notmatch '^See also: .*about_Vmon') { 'links' }
            $help.parameters.parameter | Where-Object { -not $_.description.Text } | ForEach-Object { "parameter $($_.name)" }
            $help.examples.example | Where-Object { -not $_.title -or -not $_.code -or -not $_.remarks.Text } | ForEach-Object { "example $($_.title)" }
            """,
            command);
        Assert.Empty(empty);
        Assert.InRange(_shell.Run("(Get-Help $args[0] -Full).examples.example", command).Count, 3, 10);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Parameters_match_the_help(string command)
    {
        string[] said = _shell.Run<string>(
            """
            (Get-Help $args[0] -Full).parameters.parameter | ForEach-Object {
                "$($_.name): $($_.type.name), aliases $($_.aliases), required $($_.required), position $($_.position), default $($_.defaultValue), " +
                "pipeline $($_.pipelineInput), wildcards $($_.globbing)"
            }
            """,
            command);
        Assert.Equal(ParameterFacts.Of(Info(command)), said.Order());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Parameter_sets_match_the_help(string command)
    {
        string[] said = _shell.Run<string>("(Get-Help $args[0] -Full).syntax.syntaxItem | ForEach-Object { $_.parameter.name -join ' ' }", command);
        Assert.Equal(ParameterFacts.SetsOf(Info(command)), said);

        // The pages have the lines of Get-Command -Syntax, broken where they are long.
        CommandParameterSetInfo[] sets = [.. Info(command).ParameterSets.OrderBy(set => !set.IsDefault)];
        Assert.Equal(
            sets.Select(set => $"{(set.Name == ParameterAttribute.AllParameterSets ? "(All)" : set.Name)}{(set.IsDefault && sets.Length > 1 ? " (Default)" : "")}: {command} {set}"),
            Syntax().Matches(Pages.Text(command)).Select(match => $"{match.Groups[1]}: {Spaces().Replace(match.Groups[2].Value, " ").Trim()}"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Output_types_match_the_help(string command)
    {
        string[] said = _shell.Run<string>("(Get-Help $args[0] -Full).returnValues.returnValue.type.name", command);
        string[] declared = [.. Info(command).OutputType.Where(type => type.Type != typeof(void)).Select(type => type.Name)];
        Assert.Equal(declared is [] ? ["None"] : declared, said);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Input_types_match_parameters_that_accept_pipeline_input(string command)
    {
        string[] said = _shell.Run<string>("(Get-Help $args[0] -Full).inputTypes.inputType.type.name", command);
        string[] declared = [.. from parameter in Info(command).Parameters.Values
                                where parameter.ParameterSets.Values.Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName)
                                select parameter.ParameterType.FullName];
        Assert.Equal(declared is [] ? ["None"] : declared.Order(), said.Order());
    }

    private CmdletInfo Info(string command) => _shell.Run<CmdletInfo>("Get-Command $args[0]", command).Single();

    // ### Name (Default)
    //
    // ```
    // Get-VmonFile [[-Name] <string[]>] [<CommonParameters>]
    // ```
    [GeneratedRegex(@"^### (.+)\n\n```\n([^`]+)```", RegexOptions.Multiline)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
