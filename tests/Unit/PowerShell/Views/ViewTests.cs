using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using Vmon.PowerShell.Text;
using Vmon.PowerShell.Views;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Views;

public partial class ViewTests
{
    private const string Back = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0]))";
    private const string Hostile = "printf '\\033]0;title\\007' > /proc/$$/comm; # \u001b[2J\u202e\necho ready; read line";

    [Theory]
    [InlineData("Vmon.ProcessSample", "Watch-VmonProcess -Id $args[0] -Count 2 -Interval 0.02 | ForEach-Object { $last = $_ }; $last")]
    [InlineData("Vmon.ProcessSample#Snapshot", "Get-VmonProcess -Id $args[0]")]
    [InlineData("Vmon.ProcessTreeNode", "Get-VmonTree -Id $args[0] -Interval 0.02")]
    [InlineData("Vmon.ProcessTreeNode#Snapshot", "Get-VmonTree -Id $args[0]")]
    [InlineData("Vmon.OpenFile", "Get-VmonFile -Id $args[0]")]
    [InlineData("Vmon.Pipe", "Get-VmonPipe -Id $args[0]")]
    [InlineData("Vmon.PipeEnd", "(Get-VmonPipe -Id $args[0]).Readers")]
    [InlineData("Vmon.VmonSession", "Start-VmonSession \"a$([char]27)b\" -Interval 250ms")]
    [InlineData("Vmon.VmonRecording", RecordingColumnsTests.Recorded + "Get-VmonRecording $path")]
    [InlineData("Vmon.VmonRecorder", RecordingColumnsTests.Recorded + "$recorder")]
    [InlineData("Vmon.SystemSample", "Get-VmonSystem -Interval 20ms")]
    [InlineData("Vmon.CgroupSample", "Get-VmonCgroup -Interval 20ms")]
    [InlineData("Vmon.CpuSample", "(Get-VmonSystem -Interval 20ms).Cpus")]
    [InlineData("Vmon.FileSystemSample", "(Get-VmonSystem -Include FileSystem).FileSystems")]
    [InlineData("Vmon.DiskSample", "(Get-VmonSystem -Interval 20ms).Disks")]
    [InlineData("Vmon.InterfaceSample", "(Get-VmonSystem -Interval 20ms).Interfaces")]
    [InlineData("Vmon.InterruptSample", "(Get-VmonSystem -Include Interrupts).SoftIrqsByName.Values")]
    public void Views_contain_no_control_characters_and_are_unchanged_after_deserialization(string type, string script)
    {
        using ShellProcess process = new(Hostile);
        _ = process.ReadLine();
        using TemporaryDirectory directory = new();
        using Shell shell = new();
        PSObject item = shell.Run(script, process.Id, directory.Path)[0];
        foreach (string text in ViewFile.Shown(shell, item, type).SelectMany(ViewFile.Texts)) Assert.DoesNotMatch(Active(), Colour().Replace(text, ""));

        PSObject back = shell.Run(Back, item).Single();
        Assert.Contains("Deserialized." + type, back.TypeNames);
        foreach (string kind in (string[])["Table", "Wide"])
        {
            string[] shown = [.. ViewFile.Shown(shell, item, type, kind).SelectMany(ViewFile.Texts)];
            Assert.Equal(shown, ViewFile.Shown(shell, back, type, kind).SelectMany(ViewFile.Texts));
        }
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("Get-VmonTree -Id $args[0]")]
    [InlineData("Get-VmonFile -Id $args[0]")]
    [InlineData("Get-VmonPipe -Id $args[0]")]
    [InlineData("(Get-VmonPipe -Id $args[0]).Readers")]
    public void Default_display_properties_contain_no_control_characters(string script)
    {
        using ShellProcess process = new(Hostile);
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject item = shell.Run(script, process.Id)[0];
        PSMemberSet standard = (PSMemberSet)item.Members["PSStandardMembers"];
        foreach (string name in ((PSPropertySet)standard.Members["DefaultDisplayPropertySet"]).ReferencedPropertyNames)
        {
            Assert.True(item.Properties[name] is not null, $"There is no {name}.");
            Assert.DoesNotMatch(Active(), item.Properties[name].Value?.ToString() ?? "");
        }
    }

    [Fact]
    public void State_column_shows_the_value_of_the_State_property()
    {
        using ShellProcess process = new("echo ready; read line; sleep 0.3 & wait; sleep 60");
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject[] samples = shell.Run(
            """
            $shell, $id = $args
            Watch-VmonProcess -Id $id -FollowChildren -Interval 0.02 -Duration 30 | ForEach-Object {
                if ($_.Sample -eq 2 -and $_.Id -eq $id) { $shell.WriteLine('go') }
                $_
                if ($_ | Where-Object State -eq Exited) { Stop-VmonSession Default }
            }
            """, process, process.Id).ToArray();
        Assert.All(samples, sample => Assert.Equal(((ProcessSample)sample.BaseObject).State.ToString(), Colour().Replace(new VmonView(sample.Properties).Process.State, "")));
        ProcessSample child = samples.Select(sample => (ProcessSample)sample.BaseObject).First(sample => sample.Id != process.Id);
        Assert.True(child.HasStarted);
        Assert.Equal((ProcessState.Exited, true, false), samples.Select(sample => (ProcessSample)sample.BaseObject).Where(sample => sample.Id == child.Id).Select(sample => (sample.State, sample.HasExited, sample.HasStarted)).Last());
    }

    [Fact]
    public void Snapshot_shows_user_CPU_time_and_threads_and_no_dash()
    {
        using Shell shell = new();
        PSObject item = shell.Run("Get-VmonProcess -Id $args[0]", Environment.ProcessId).Single();
        var cells = ViewFile.Columns(shell, item, "Vmon.ProcessSample#Snapshot").ToDictionary(column => column.Heading, column => column.Cell);
        ProcessSample process = (ProcessSample)item.BaseObject;
        Assert.Equal(process.UserName ?? process.EffectiveUserId.ToString(), cells["User"]);
        Assert.Equal(process.CPU?.ToString("0.00", CultureInfo.InvariantCulture), cells["CPU"]);
        Assert.Equal(process.ThreadCount, cells["Threads"]);
        Assert.DoesNotContain("-", cells.Values);
    }

    [Fact]
    public void Id_of_a_thread_is_that_of_its_process_and_its_own_stands_behind_its_name()
    {
        using Shell shell = new();
        PSObject item = shell.Run("Get-VmonProcess -Id $args[0] -IncludeThread", Environment.ProcessId)[^1];
        ProcessSample thread = (ProcessSample)item.BaseObject;
        Assert.True(thread.IsThread);
        var cells = ViewFile.Columns(shell, item, "Vmon.ProcessSample").ToDictionary(column => column.Heading, column => column.Cell);
        Assert.Equal(Environment.ProcessId, cells["Id"]);
        Assert.Equal($"└{PrintableText.Of(thread.ProcessName)} ({thread.ThreadId})", cells["Command"]);
    }

    [Fact]
    public void Work_of_short_children_shows_in_the_column_of_their_parent()
    {
        using ShellProcess process = new("while read line; do head -c 100000000 /dev/zero | md5sum > /dev/null; done");
        using Shell shell = new();
        PSObject[] samples = [.. shell.Run(
            """
            $shell, $id = $args
            $session = Start-VmonSession -Name NoEvents -NoEvent # with events, the children have objects of their own
            Watch-VmonProcess -Session $session -Id $id -FollowChildren -Count 2 -Interval 0.02 | ForEach-Object {
                if ($_.Sample -eq 1) {
                    $shell.WriteLine('go')
                    for ($i = 0; $i -lt 1500 -and (Get-VmonProcess -Id $id).ChildrenCpu -eq 0; $i++) { Start-Sleep -Milliseconds 20 }
                }
                $_
            }
            """, process, process.Id)];
        PSObject parent = samples.Last(sample => ((ProcessSample)sample.BaseObject).Id == process.Id);
        ProcessSample last = (ProcessSample)parent.BaseObject;
        string cell = new VmonView(parent.Properties).Process.Child;
        Assert.Equal(last.ChildrenCpuPercent?.ToString("0.0", CultureInfo.InvariantCulture), cell);
        Assert.True(last.ChildrenCpuPercent > 0);
    }

    [Fact]
    public void Totals_that_are_not_complete_are_marked_as_at_least()
    {
        using Shell shell = new();
        PSObject node = shell.Run("Get-VmonTree -Id $args[0]", Environment.ProcessId)[0];
        PSObject part = new();
        foreach (string name in (string[])["TreeCpuPercent", "TreeCPU", "TreeWorkingSet"]) part.Properties.Add(new PSNoteProperty(name, 2048));
        part.Properties.Add(new PSNoteProperty("IsComplete", false));
        TreeColumns columns = new VmonView(part.Properties).Tree;
        Assert.Equal(("≥2048.0", "≥2048.00", "≥2.0K"), (columns.TreeCpu, columns.TreeCpuSeconds, columns.TreeMemory));
        Assert.Equal(((ProcessTreeNode)node.BaseObject).IsComplete, !new VmonView(node.Properties).Tree.TreeMemory.StartsWith('≥'));
    }

    [Fact]
    public void Deleted_file_is_marked_where_a_narrow_table_still_shows_it()
    {
        using ShellProcess process = new("exec 9>/tmp/vmon-deleted-$$; rm /tmp/vmon-deleted-$$; echo up; read line");
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject file = shell.Run("Get-VmonFile -Id $args[0] -Deleted", process.Id).Single();
        Assert.Equal($"(deleted) /tmp/vmon-deleted-{process.Id}", new VmonView(file.Properties).File.Target);
    }

    [GeneratedRegex(@"[\p{Cc}\p{Cf}]")]
    private static partial Regex Active();

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();
}
