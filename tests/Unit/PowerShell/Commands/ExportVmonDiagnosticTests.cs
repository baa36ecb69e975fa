using System.Management.Automation;
using System.Text.Json;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Commands;

public sealed class ExportVmonDiagnosticTests : IDisposable
{
    private readonly string _path = Path.Combine(AppContext.BaseDirectory, $"diagnostic-{Guid.NewGuid():N}.json");
    private readonly Shell _shell = new();

    [Fact]
    public void Holds_the_table_and_no_command_lines()
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
    public void Shows_a_watch_that_is_under_way()
    {
        _ = _shell.Run("param($id, $path) Watch-VmonProcess -Id $id -Count 1 | ForEach-Object { Export-VmonDiagnostic $path -Force }", Environment.ProcessId, _path);
        using JsonDocument report = JsonDocument.Parse(File.ReadAllText(_path));
        JsonElement watch = Assert.Single(report.RootElement.GetProperty("session").GetProperty("watches").EnumerateArray());
        Assert.Equal(Environment.ProcessId, Assert.Single(watch.GetProperty("nodes").EnumerateArray()).GetProperty("id").GetInt32());
    }

    [Fact]
    public void Replaces_no_file_unless_told_to_and_writes_nothing_with_WhatIf()
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

    public void Dispose()
    {
        _shell.Dispose();
        File.Delete(_path);
    }
}
