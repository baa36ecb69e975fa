using System.Diagnostics;
using System.Management.Automation;
using System.Runtime.Versioning;
using System.Text.Json;
using Vmon.Tests.Host;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

[SupportedOSPlatform("linux")]
public sealed class ExportVmonDiagnosticTests : IDisposable
{
    private readonly string _path = Path.Combine(AppContext.BaseDirectory, $"diagnostic-{Guid.NewGuid():N}.json");
    private readonly Shell _shell = new();

    [Fact]
    public void Report_contains_the_process_table_without_command_lines()
    {
        using ShellProcess child = new("echo ready; read secret_word");
        _ = child.ReadLine();
        Assert.Equal(_path, _shell.Run<FileInfo>("Export-VmonDiagnostic $args[0]", _path).Single().FullName);
        string text = File.ReadAllText(_path);
        Assert.DoesNotContain("secret_word", text, StringComparison.Ordinal);
        using JsonDocument report = JsonDocument.Parse(text);
        JsonElement session = report.RootElement.GetProperty("session");
        Assert.Equal("Default", session.GetProperty("name").GetString());
        JsonElement nodes = session.GetProperty("watches")[0].GetProperty("nodes");
        JsonElement node = nodes.EnumerateArray().Single(node => node.GetProperty("id").GetInt32() == child.Id);
        Assert.Equal("New", node.GetProperty("phase").GetString());
        Assert.Equal(Environment.ProcessId, node.GetProperty("below").GetInt32());
        Assert.Equal("Ok", node.GetProperty("stat").GetString());
    }

    [Fact]
    public void Report_includes_a_running_watch()
    {
        _ = _shell.Run("param($id, $path) Watch-VmonProcess -Id $id -Count 1 | ForEach-Object { Export-VmonDiagnostic $path -Force }", Environment.ProcessId, _path);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_path));
        JsonElement watch = Assert.Single(report.RootElement.GetProperty("session").GetProperty("watches").EnumerateArray());
        Assert.Equal(Environment.ProcessId, Assert.Single(watch.GetProperty("nodes").EnumerateArray()).GetProperty("id").GetInt32());
    }

    [Fact]
    public void Export_refuses_an_existing_file_and_writes_nothing_with_WhatIf()
    {
        _ = _shell.Run("Export-VmonDiagnostic $args[0] -WhatIf", _path);
        Assert.False(File.Exists(_path));
        File.WriteAllText(_path, "mine");
        ErrorRecord error = _shell.Fail("Export-VmonDiagnostic $args[0]", _path);
        Assert.Equal("FileExists,Vmon.PowerShell.ExportVmonDiagnosticCommand", error.FullyQualifiedErrorId);
        Assert.Equal("mine", File.ReadAllText(_path));
        error = _shell.Fail("Export-VmonDiagnostic /nowhere/at/all.json");
        Assert.Equal(ErrorCategory.WriteError, error.CategoryInfo.Category);
    }

    [Fact]
    public void Force_replaces_a_file_and_keeps_its_mode()
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(_path, "of before");
        File.SetUnixFileMode(_path, mine);
        Assert.Equal(_path, _shell.Run<FileInfo>("Export-VmonDiagnostic $args[0] -Force", _path).Single().FullName);
        JsonDocument.Parse(File.ReadAllText(_path)).Dispose();
        Assert.Equal(mine, File.GetUnixFileMode(_path));
        Assert.Equal([_path], Directory.GetFiles(AppContext.BaseDirectory, Path.GetFileName(_path) + "*"));
    }

    [Theory]
    [InlineData("ln -s kept $1/place")]
    [InlineData("mkdir $1/place")]
    [InlineData("mkfifo $1/place")]
    public void Force_refuses_to_replace_links_directories_and_FIFOs(string make)
    {
        using TemporaryDirectory directory = new();
        string kept = directory.Combine("kept");
        File.WriteAllText(kept, "mine");
        using (Process maker = Process.Start("sh", ["-c", make, "sh", directory.Path])) maker.WaitForExit();
        ErrorRecord error = _shell.Fail("Export-VmonDiagnostic $args[0] -Force", directory.Combine("place"));
        Assert.Equal("FileNotReplaced,Vmon.PowerShell.ExportVmonDiagnosticCommand", error.FullyQualifiedErrorId);
        Assert.Equal("mine", File.ReadAllText(kept));
        Assert.Equal(2, Directory.GetFileSystemEntries(directory.Path).Length);
    }

    [Theory]
    [InlineData("new")]
    [InlineData("old -Force")]
    public void Export_on_a_full_disk_removes_the_partial_report_and_keeps_the_old(string arguments)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Requires root to mount.");
        using TemporaryDirectory directory = new();
        HostResult result = HostProcess.RunShell(
            $"unshare -m sh -c 'mount -t tmpfs -o size=16k vmon {directory.Path} || exit 77; cd {directory.Path}; echo before > old; head -c 8000 /dev/zero > fill;"
            + $" $VMON -c \"Export-VmonDiagnostic {arguments}\"; ls; cat old'");
        Assert.SkipWhen(result.ExitCode is 77 or 127, "A tmpfs cannot be mounted: " + result.Error);
        Assert.Equal(["fill", "old", "before"], result.Lines);
        Assert.Contains("No space left on device", result.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _shell.Dispose();
        File.Delete(_path);
    }
}
