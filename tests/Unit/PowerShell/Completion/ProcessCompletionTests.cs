using System.Globalization;
using System.Management.Automation;
using Vmon.PowerShell;
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
    public void Wherever_an_id_is_taken_it_is_completed(string command)
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
    public void An_id_is_completed_from_its_beginning_or_from_the_name(string typed, string completed) =>
        Assert.Equal(completed, string.Join('|', Complete($"Get-VmonProcess -Session own -Id {typed}").Select(one => one.CompletionText)));

    [Theory]
    [InlineData("Get-VmonTree -Session own -Id ng")]
    [InlineData("Watch-VmonProcess -Session own -PID ng")]
    [InlineData("Get-VmonFile -Session own -ProcessId ng")]
    [InlineData("Get-VmonPipe -Id ng^ -Session own")]
    public void Every_cmdlet_that_takes_ids_completes_them(string command) =>
        Assert.Equal(["9", "12"], Complete(command).Select(one => one.CompletionText));

    [Theory]
    [InlineData("Stop-VmonProcess ")]
    [InlineData("Vmon\\Stop-VmonProcess -Id ")]
    [InlineData("stop-vmonprocess -Name ")]
    public void What_is_stopped_is_completed_from_this_machine_although_the_default_session_is_of_a_copy(string command)
    {
        _ = _shell.Run("Start-VmonSession Default -ProcRoot $args[0]", _proc.Path);
        CompletionResult[] all = Complete(command);
        Assert.NotEmpty(all);
        Assert.DoesNotContain(all, one => one.ListItemText.EndsWith("12 monkeys", StringComparison.Ordinal));
        Assert.Contains(Complete("Get-VmonProcess -Name "), one => one.ListItemText == "12 monkeys");
    }

    [Fact]
    public void An_id_is_listed_with_the_name_and_explained_by_the_command_line()
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
    public void A_name_is_completed_once_and_quoted_where_needed(string typed, string completed) =>
        Assert.Equal(completed, string.Join('|', Complete($"Get-VmonProcess -Session own -Name {typed}").Select(one => one.CompletionText)));

    [Fact]
    public void Each_completed_name_finds_its_processes()
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
    public void What_is_shown_does_not_act_on_the_terminal()
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
    public void The_session_may_be_a_variable_or_come_later(string command) =>
        Assert.Equal(["9", "12"], Complete(command).Select(one => one.CompletionText));

    [Fact]
    public void A_session_that_is_not_there_completes_nothing() => Assert.Empty(Complete("Get-VmonProcess -Session nobody -Id 1"));

    [Fact]
    public void Without_a_session_the_machine_is_listed_and_no_session_is_started()
    {
        Assert.Contains(Complete("Get-VmonProcess -Id "), one => one.CompletionText == $"{Environment.ProcessId}");
        Assert.DoesNotContain(_shell.Run<VmonSession>("Get-VmonSession"), session => session.Name == "Default");
    }

    [Fact]
    public void A_root_that_has_gone_completes_nothing()
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
