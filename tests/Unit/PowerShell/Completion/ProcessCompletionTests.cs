using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell.Text;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Completion;

public class ProcessCompletionTests : IDisposable
{
    private readonly FakeProc _proc = new();
    private readonly Shell _shell = new();

    public ProcessCompletionTests()
    {
        _proc.Add(1, name: "init");
        _proc.Add(12, 1, name: "nginx").CommandLine = "nginx: worker process\0"u8.ToArray();
        _proc[12].Write();
        _proc.Add(9, 1, name: "nginx");
        _proc.Add(123, 1, name: "12 monkeys");
        _proc.Add(2, name: "kworker/0:1");
        _proc.Add(40, 1, name: "a[b]");
        _proc.Add(41, 1, name: "it's");
        _proc.Add(42, 1, name: "two\nlines");
        _proc.Add(43, 1, name: "\u001b[31mred");
        _proc.Add(44, 1, name: "");
        _proc.Add(45, 1, name: "a-script-of-sev").CommandLine = "/bin/sh\0/opt/a-script-of-seventeen\0"u8.ToArray();
        _proc[45].Write();
        _proc.Add(50, 1, name: "q\u2019;z");
        _proc.Add(51, 1, name: "i\u3164j");
        _proc.Add(52, 1, name: "r\u202el");
        _proc.Add(53, 1, name: "\u115f\u2800");
        _proc.Add(54, 1, name: "b`t");
        _ = _shell.Run("$global:own = Start-VmonSession own -ProcRoot $args[0]", _proc.Path);
    }

    [Theory]
    [InlineData("Stop-VmonProcess")]
    [InlineData("Stop-VmonProcess -InputObject")]
    [InlineData("Stop-VmonProcess -Id")]
    [InlineData("Wait-VmonProcess -InputObject")]
    public void InputObject_and_Id_complete_ids(string command)
    {
        string id = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        Assert.Contains(id, Complete($"{command} {id}").Select(one => one.CompletionText));
    }

    [Theory]
    [InlineData("12", "12|123")]
    [InlineData("ng", "9|12")]
    [InlineData("NGINX", "9|12")]
    [InlineData("'12 m", "'123'")]
    [InlineData("1, 4, ng", "9|12")]
    [InlineData("9", "9")]
    [InlineData("nobody", "")]
    [InlineData("[", "")]
    [InlineData("", "1|2|9|12|40|41|42|43|44|45|50|51|52|53|54|123")]
    public void Id_is_completed_by_leading_digits_or_by_name(string typed, string completed) =>
        Assert.Equal(completed, string.Join('|', Complete($"Get-VmonProcess -Session own -Id {typed}").Select(one => one.CompletionText)));

    [Theory]
    [InlineData("Get-VmonTree -Session own -Id ng")]
    [InlineData("Watch-VmonProcess -Session own -PID ng")]
    [InlineData("Get-VmonFile -Session own -ProcessId ng")]
    [InlineData("Get-VmonPipe -Id ng^ -Session own")]
    public void Id_is_completed_in_every_cmdlet_and_alias(string command) =>
        Assert.Equal(["9", "12"], Complete(command).Select(one => one.CompletionText));

    [Theory]
    [InlineData("Stop-VmonProcess ")]
    [InlineData("Vmon\\Stop-VmonProcess -Id ")]
    [InlineData("stop-vmonprocess -Name ")]
    public void Stop_VmonProcess_completes_from_this_machine_even_if_Default_is_a_copy(string command)
    {
        _ = _shell.Run("Start-VmonSession Default -ProcRoot $args[0]", _proc.Path);
        CompletionResult[] all = Complete(command);
        Assert.NotEmpty(all);
        Assert.DoesNotContain(all, one => one.ListItemText.EndsWith("12 monkeys", StringComparison.Ordinal));
        Assert.Contains(Complete("Get-VmonProcess -Name "), one => one.ListItemText == "12 monkeys");
    }

    [Fact]
    public void Id_completion_lists_the_name_and_shows_the_command_line_as_tooltip()
    {
        CompletionResult[] nginx = Complete("Get-VmonProcess -Session own -Id ng");
        Assert.Equal(["9 - nginx", "12 - nginx"], nginx.Select(one => one.ListItemText));
        Assert.Equal("nginx: worker process", nginx[1].ToolTip);
    }

    [Theory]
    [InlineData("ng", "nginx")]
    [InlineData("NG", "nginx")]
    [InlineData("12", "'12 monkeys'")]
    [InlineData("'ng", "'nginx'")]
    [InlineData("'it''", "'it''s'")]
    [InlineData("it", "'it''s'")]
    [InlineData("kw", "kworker/0:1")]
    [InlineData("a[", "'a`[b`]'")]
    [InlineData("a-s", "a-script-of-seventeen")]
    [InlineData("init, ng", "nginx")]
    [InlineData("two", "'two?lines'")]
    [InlineData("q", "'q\u2019\u2019;z'")]
    [InlineData("i\u3164", "'i?j'")]
    [InlineData("r\u202e", "'r?l'")]
    [InlineData("\u115f", "'??'")]
    [InlineData("nobody", "")]
    public void Name_completion_lists_each_name_once_and_quotes_if_needed(string typed, string completed) =>
        Assert.Equal(completed, string.Join('|', Complete($"Get-VmonProcess -Session own -Name {typed}").Select(one => one.CompletionText)));

    [Fact]
    public void Completed_names_all_find_their_processes()
    {
        CompletionResult[] names = Complete("Get-VmonProcess -Session own -Name ");
        Assert.NotEmpty(names);
        foreach (CompletionResult name in names)
        {
            ProcessSample[] found = _shell.Run<ProcessSample>($"Get-VmonProcess -Session own -Name {name.CompletionText}");
            Assert.Equal(name.ToolTip, string.Join(", ", found.Select(process => process.Id).Order()));
        }
    }

    [Fact]
    public void Completion_contains_no_control_characters()
    {
        foreach (string command in new[] { "Get-VmonProcess -Session own -Id ", "Get-VmonProcess -Session own -Name " })
        {
            CompletionResult[] all = Complete(command);
            Assert.Contains(all, one => one.ListItemText.Contains("31mred", StringComparison.Ordinal));
            Assert.All(all, one => Assert.DoesNotContain(one.CompletionText + one.ListItemText + one.ToolTip, character => !PrintableText.IsPlain(character)));
        }
    }

    [Theory]
    [InlineData("Get-VmonProcess -Session $own -Id ng")]
    [InlineData("Get-VmonProcess -Id ng^ -Session 'OWN'")]
    public void Completion_uses_a_session_given_as_variable_or_later_argument(string command) =>
        Assert.Equal(["9", "12"], Complete(command).Select(one => one.CompletionText));

    [Fact]
    public void Completion_is_empty_for_an_unknown_session() => Assert.Empty(Complete("Get-VmonProcess -Session nobody -Id 1"));

    [Fact]
    public void Completion_without_a_session_lists_the_machine_and_starts_none()
    {
        Assert.Contains(Complete("Get-VmonProcess -Id "), one => one.CompletionText == $"{Environment.ProcessId}");
        Assert.DoesNotContain(_shell.Run<VmonSession>("Get-VmonSession"), session => session.Name == "Default");
    }

    [Fact]
    public void Completion_is_empty_when_the_ProcRoot_was_deleted()
    {
        Directory.Delete(_proc.Path, recursive: true);
        Assert.Empty(Complete("Get-VmonProcess -Session own -Id "));
        Directory.CreateDirectory(_proc.Path);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _proc.Dispose();
        GC.SuppressFinalize(this);
    }

    private CompletionResult[] Complete(string command) => _shell.Complete(command);
}
