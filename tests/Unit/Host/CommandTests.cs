using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

public class CommandTests
{
    [Fact]
    public void Command_prints_samples_in_the_module_view()
    {
        HostResult result = HostProcess.Run("-Command", $"Watch-VmonProcess -Id {Environment.ProcessId} -FollowChildren -Count 3 -Interval 0.1");
        Assert.Equal(0, result.ExitCode);
        for (int sample = 1; sample <= 3; sample++) Assert.Contains($"   Sample {sample}, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("vmon", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Output + result.Error);
    }

    [Fact]
    public void Standard_input_is_run_when_no_command_is_given()
    {
        HostResult result = HostProcess.RunWithInput("if ($true) {\n  'one'\n}\n'two'; exit 4\n");
        Assert.Equal(["one", "two"], result.Lines);
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public void Command_receives_standard_input_as_input_variable() =>
        Assert.Equal(["<a>", "<b>"], HostProcess.RunWithInput("a\nb\n", "-c", "$input | ForEach-Object { \"<$_>\" }").Lines);

    [Fact]
    public void File_runs_a_script_with_arguments()
    {
        using ScriptFile script = new("param([string] $Name, [switch] $All, [int] $Count, [switch] $Not)\n\"$Name|$All|$($Count + 1)|$Not|$PSScriptRoot|$args\"");
        HostResult result = HostProcess.Run("-File", script.Path, "-Name", "a b $x", "-All", "-Count:3", "-Not:$false", "rest");
        Assert.Equal([$"a b $x|True|4|False|{script.Folder}|rest"], result.Lines);
    }

    [Fact]
    public void Script_without_extension_runs_through_its_shebang()
    {
        using ScriptFile script = new($"#!{Repository.Host}\n\"got $args\"", "script");
        Assert.Equal(["got -x 1"], HostProcess.RunShell($"chmod +x '{script.Path}' && '{script.Path}' -x 1").Lines);
    }

    [Fact]
    public void Errors_go_to_standard_error_without_colors()
    {
        HostResult result = HostProcess.Run("-c", "'out'; Get-VmonProcess -Id 2147483647; Write-Warning careful");
        Assert.Equal(["out", "WARNING: careful"], result.Lines);
        Assert.Contains("Get-VmonProcess: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Output + result.Error);
    }

    [Fact]
    public void First_commands_write_objects_and_no_warnings()
    {
        HostResult result = HostProcess.Run("-c", "Get-VmonProcess | ConvertTo-VmonJson; Get-VmonTree | ConvertTo-VmonJson; Watch-VmonProcess -Count 2 -Interval 0.1 | ConvertTo-VmonJson");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(result.Lines, line => Assert.StartsWith("{\"Id\":", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3, 1 | Sort-Object | Select-Object -First 1", "1")]
    [InlineData("Start-ThreadJob { 7 } | Receive-Job -Wait", "7")]
    [InlineData("Start-Job { (Get-VmonProcess -Id $PID).Name } | Receive-Job -Wait", "vmon")]
    [InlineData("Add-Type 'public class Three { public int Value = 3; }'; [Three]::new().Value", "3")]
    [InlineData("[cultureinfo]::new('de-DE').Name", "de-DE")]
    [InlineData("(Get-Command Compress-Archive, Set-PSReadLineOption, Install-PSResource, Invoke-Command).Count", "4")]
    [InlineData("'a' > x; Compress-Archive x x.zip; Expand-Archive x.zip y; Get-Content y/x", "a")]
    [InlineData("(pwsh -c 1 + 1)", "2")]
    public void Host_has_every_PowerShell_module(string command, string output)
    {
        using TemporaryDirectory directory = new();
        System.Diagnostics.ProcessStartInfo start = HostProcess.With([Repository.Host, "-NoProfile", "-c", command]);
        start.WorkingDirectory = directory.Path;
        HostResult result = HostProcess.Run(start, "");
        Assert.Equal((output + "\n", ""), (result.Output, result.Error));
    }

    [Fact]
    public void Host_imports_its_bundled_module_before_the_module_path()
    {
        using ScriptFile other = new("@{ ModuleVersion = '99.0'; FunctionsToExport = @() }", "Vmon.psd1");
        string module = Directory.CreateDirectory(Path.Combine(other.Folder, "Vmon")).FullName;
        File.Copy(other.Path, Path.Combine(module, "Vmon.psd1"));
        System.Diagnostics.ProcessStartInfo start = HostProcess.With([Repository.Host, "-c", "Import-Module Vmon; (Get-Module Vmon).ModuleBase"]);
        start.Environment["PSModulePath"] = other.Folder;
        Assert.Equal([Path.Combine(Path.GetDirectoryName(Repository.Host)!, "VmonModules", "Vmon")], HostProcess.Run(start, "").Lines);
    }

    [Fact]
    public void Help_and_version_are_printed()
    {
        Assert.Contains("Usage: vmon", HostProcess.Run("--help").Output, StringComparison.Ordinal);
        Assert.Matches(@"^vmon \d+\.\d+\.\d+ \(PowerShell \d+\.\d+\.\d+\)\n$", HostProcess.Run("--version").Output);
    }

    [Fact]
    public void Get_Help_shows_the_help_of_a_cmdlet()
    {
        HostResult result = HostProcess.Run("-c", "Get-Help Watch-VmonProcess");
        Assert.Contains("-FollowChildren", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }
}
