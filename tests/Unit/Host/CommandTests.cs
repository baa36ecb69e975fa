using Vmon.Tests.Workloads;

namespace Vmon.Tests.Host;

public class CommandTests
{
    [Fact]
    public void Prints_samples_of_a_tree_by_the_view_of_the_module()
    {
        HostResult result = HostProcess.Run("-Command", $"Watch-VmonProcess -Id {Environment.ProcessId} -FollowChildren -Count 3 -Interval 0.1");
        Assert.Equal(0, result.ExitCode);
        for (int sample = 1; sample <= 3; sample++) Assert.Contains($"   Sample {sample}, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("vmon", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\x1b', result.Output + result.Error);
    }

    [Fact]
    public void Takes_the_command_from_standard_input()
    {
        HostResult result = HostProcess.RunWithInput("if ($true) {\n  'one'\n}\n'two'; exit 4\n");
        Assert.Equal(["one", "two"], result.Lines);
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public void Gives_standard_input_to_a_command_that_asks_for_it() =>
        Assert.Equal(["<a>", "<b>"], HostProcess.RunWithInput("a\nb\n", "-c", "$input | ForEach-Object { \"<$_>\" }").Lines);

    [Fact]
    public void Leaves_standard_input_alone_otherwise() =>
        Assert.Equal(["1", "2"], HostProcess.RunShell("printf '1\\n2\\n' | while read -r i; do \"$VMON\" -c \"$i\"; done").Lines);

    [Fact]
    public void Runs_a_script_with_arguments()
    {
        using ScriptFile script = new("param([string] $Name, [switch] $All, [int] $Count, [switch] $Not)\n\"$Name|$All|$($Count + 1)|$Not|$PSScriptRoot|$args\"");
        HostResult result = HostProcess.Run("-File", script.Path, "-Name", "a b $x", "-All", "-Count:3", "-Not:$false", "rest");
        Assert.Equal([$"a b $x|True|4|False|{script.Folder}|rest"], result.Lines);
    }

    [Fact]
    public void Runs_a_script_without_the_extension_by_its_first_line()
    {
        using ScriptFile script = new($"#!{Repository.Host}\n\"got $args\"", "script");
        Assert.Equal(["got -x 1"], HostProcess.RunShell($"chmod +x '{script.Path}' && '{script.Path}' -x 1").Lines);
    }

    [Fact]
    public void Errors_and_warnings_go_to_standard_error()
    {
        HostResult result = HostProcess.Run(
            "-c", "function f { [CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('more') } f -Verbose; 'out'; Get-VmonProcess -Id 2147483647");
        Assert.Equal(["out"], result.Lines);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("WARNING: careful\nVERBOSE: more\n", result.Error, StringComparison.Ordinal);
        Assert.Contains("Get-VmonProcess: Cannot find a process with the process identifier 2147483647.", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3, 1 | Sort-Object", "Sort-Object")]
    [InlineData("3, 1 | select -First 1", "Select-Object")]
    [InlineData("1 > /dev/null", "Out-File")]
    [InlineData("1 | cat", "Out-String")]
    [InlineData("$ErrorActionPreference = 'Stop'; Start-Sleep 1; 'not here'", "Start-Sleep")]
    public void A_cmdlet_that_only_pwsh_has_is_a_line_that_names_pwsh(string command, string name)
    {
        HostResult result = HostProcess.Run("-c", command);
        if (!HostProcess.IsBare) return;
        Assert.Equal(1, result.ExitCode);
        Assert.Matches($@"^{name} is not in vmon: run this in pwsh, after Import-Module '/.+/Modules/Vmon/Vmon\.psd1'\n$", result.Error);
    }

    [Fact]
    public void In_a_script_that_line_begins_with_its_place()
    {
        using ScriptFile script = new("\nif ($true) { 2 | Measure-Object }");
        HostResult result = HostProcess.Run("-File", script.Path);
        if (HostProcess.IsBare) Assert.StartsWith($"{script.Path}:2: Measure-Object is not in vmon: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_needs_pwsh_makes_that_line_too()
    {
        using TemporaryDirectory modules = new();
        string module = Directory.CreateDirectory(Path.Combine(modules.Path, "Thing")).FullName;
        File.WriteAllText(Path.Combine(module, "Thing.psm1"), "Add-Type -AssemblyName none\nfunction Test-Thing { }");
        File.WriteAllText(Path.Combine(module, "Thing.psd1"), "@{ ModuleVersion = '1.0'; RootModule = 'Thing.psm1'; RequiredAssemblies = 'none.dll'; FunctionsToExport = 'Test-Thing' }");
        System.Diagnostics.ProcessStartInfo start = HostProcess.With([Repository.Host, "-c", "Test-Thing"]);
        start.Environment["PSModulePath"] = modules.Path;
        HostResult result = HostProcess.Run(start, "");
        if (HostProcess.IsBare) Assert.StartsWith("Test-Thing is not in vmon: run this in pwsh, ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Sort-Objects")]
    [InlineData("Get-Counter")]
    [InlineData("no-such-program")]
    public void Of_what_is_not_in_pwsh_either_nothing_of_pwsh_is_said(string command)
    {
        HostResult result = HostProcess.Run("-c", command);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"'{command}' is not recognized", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pwsh", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_the_module_of_its_own_whatever_else_is_on_the_module_path()
    {
        using ScriptFile other = new("@{ ModuleVersion = '99.0'; FunctionsToExport = @() }", "Vmon.psd1");
        string module = Directory.CreateDirectory(Path.Combine(other.Folder, "Vmon")).FullName;
        File.Copy(other.Path, Path.Combine(module, "Vmon.psd1"));
        System.Diagnostics.ProcessStartInfo start = HostProcess.With([Repository.Host, "-c", "Import-Module Vmon; (Get-Module Vmon).ModuleBase"]);
        start.Environment["PSModulePath"] = other.Folder;
        Assert.Equal([Path.Combine(Path.GetDirectoryName(Repository.Host)!, "Modules", "Vmon")], HostProcess.Run(start, "").Lines);
    }

    [Fact]
    public void Help_and_version_are_printed()
    {
        Assert.Contains("usage: vmon", HostProcess.Run("--help").Output, StringComparison.Ordinal);
        Assert.Matches(@"^vmon \d+\.\d+\.\d+ \(PowerShell engine \d+\.\d+\.\d+\)\n$", HostProcess.Run("--version").Output);
    }

    [Fact]
    public void Help_of_a_cmdlet_is_shown()
    {
        HostResult result = HostProcess.Run("-c", "Get-Help Watch-VmonProcess");
        Assert.Contains("-FollowChildren", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }
}
