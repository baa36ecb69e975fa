using System.Diagnostics;
using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class GetVmonProcessTests
{
    [Fact]
    public void Get_VmonProcess_without_arguments_returns_every_process()
    {
        using Shell shell = new();
        ProcessSample[] samples = shell.Run<ProcessSample>("Get-VmonProcess");
        Assert.Contains(samples, sample => sample.Id == 1);
        Assert.Contains(samples, sample => sample.Id == Environment.ProcessId);
        Assert.Equal(samples.Length, samples.Select(sample => sample.Identity).Distinct().Count());
    }

    [Fact]
    public void Get_VmonProcess_accepts_processes_ids_and_samples_from_the_pipeline()
    {
        using Process self = Process.GetCurrentProcess();
        using Shell shell = new();
        Assert.Equal(self.Id, shell.Run<ProcessSample>("$args[0] | Get-VmonProcess", self).Single().Id);
        Assert.Equal(self.Id, shell.Run<ProcessSample>("$args[0] | Get-VmonProcess", self.Id).Single().Id);
        Assert.Equal(self.Id, shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] | Get-VmonProcess", self.Id).Single().Id);
        Assert.Equal(self.Id, shell.Run<ProcessSample>("$args[0] | ForEach-Object { @{ Id = $_ } } | Get-VmonProcess -Id { $_.Id }", self.Id).Single().Id);
    }

    [Fact]
    public void Get_VmonProcess_binds_ProcessId_by_property_name()
    {
        using Shell shell = new();
        PSObject named = new();
        named.Properties.Add(new PSNoteProperty("ProcessId", Environment.ProcessId));
        Assert.Equal(Environment.ProcessId, shell.Run<ProcessSample>("$args[0] | Get-VmonProcess", named).Single().Id);
    }

    [Fact]
    public void Empty_pipeline_selects_no_processes()
    {
        using Shell shell = new();
        Assert.Empty(shell.Run("@() | Get-VmonProcess"));
        Assert.Empty(shell.Run("@() | Watch-VmonProcess"));
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void InputObject_with_a_reused_PID_is_refused()
    {
        using Shell shell = new();
        PSObject earlier = new();
        earlier.Properties.Add(new PSNoteProperty("Id", Environment.ProcessId));
        earlier.Properties.Add(new PSNoteProperty("StartTime", DateTime.Now.AddDays(-400)));
        Assert.Empty(shell.Run("Get-VmonProcess -InputObject $args[0]", earlier));
        ErrorRecord error = Assert.Single(shell.Errors);
        Assert.StartsWith("ProcessReplaced", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Interval_makes_rates_available()
    {
        using ShellProcess busy = new("echo ready; while :; do :; done");
        _ = busy.ReadLine();
        using Shell shell = new();
        ProcessSample sample = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -Interval 0.3", busy.Id).Single();
        Assert.InRange(sample.CpuPercent!.Value, 1, 110);
        Assert.Null(shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0]", busy.Id).Single().CpuPercent);
    }

    [Fact]
    public void Samples_have_the_property_names_and_aliases_of_Get_Process()
    {
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", Environment.ProcessId).Single();
        Assert.Equal(Environment.ProcessId, sample.Properties["PID"].Value);
        Assert.Equal(sample.Properties["ProcessName"].Value, sample.Properties["Name"].Value);
        Assert.Equal(sample.Properties["WorkingSet"].Value, sample.Properties["WS"].Value);
        Assert.Equal(sample.Properties["VirtualMemory"].Value, sample.Properties["VM"].Value);
        using Process self = Process.GetCurrentProcess();
        Assert.Equal(self.ProcessName, sample.Properties["ProcessName"].Value);
        Assert.Equal(self.SessionId, sample.Properties["SessionId"].Value);
        Assert.Equal(self.StartTime, ((DateTimeOffset)((PSObject)sample.Properties["StartTime"].Value).BaseObject).LocalDateTime, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void WaitChannel_is_read_only_when_included()
    {
        using ShellProcess sleeper = new("echo ready; exec sleep 60");
        _ = sleeper.ReadLine();
        using Shell shell = new();
        Assert.Null(shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0]", sleeper.Id).Single().WaitChannel);
        Assert.NotNull(shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -Include WaitChannel", sleeper.Id).Single().WaitChannel);
    }

    [Fact]
    public void Include_takes_data_sets_by_name_and_completes_them()
    {
        using Shell shell = new();
        ProcessSample sample = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -Include Status, Pss", Environment.ProcessId).Single();
        Assert.NotNull(sample.UserName);
        Assert.NotNull(sample.ProportionalMemory);
        Assert.Null(sample.Namespaces);
        sample = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -Include All", Environment.ProcessId).Single();
        Assert.NotNull(sample.EffectiveUserId);
        Assert.NotNull(sample.OomScore);
        Assert.NotNull(sample.WaitChannel);
        Assert.Equal(["Pss"], shell.Run<string>("(TabExpansion2 'Get-VmonProcess -Include P').CompletionMatches.CompletionText"));
        Assert.Equal(["Scheduler", "Status"], shell.Run<string>("(TabExpansion2 'Watch-VmonProcess -Include Pss, S').CompletionMatches.CompletionText"));
    }

    [Fact]
    public void Signal_flags_can_be_tested_by_name()
    {
        using Shell shell = new();
        Assert.Equal(true, shell.Run("(Get-VmonProcess -Id $args[0] -Include Status).SignalsCaught.HasFlag([Vmon.Signals]'SIGTERM')", Environment.ProcessId).Single().BaseObject);
        Assert.Equal(Vmon.Signals.SIGINT, shell.Run("(Get-VmonProcess -Id $args[0] -Include Status).SignalsCaught -band 'SIGINT'", Environment.ProcessId).Single().BaseObject);
    }

    [Fact]
    public void IncludeAncestor_writes_ancestors_first_and_sets_Parent()
    {
        using ShellProcess process = new("sleep 600 & echo up; wait");
        _ = process.ReadLine();
        using Shell shell = new();
        int child = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -FollowChildren", process.Id).Single(sample => sample.Id != process.Id).Id;
        ProcessSample[] line = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -IncludeAncestor", child);
        Assert.Equal([Environment.ProcessId, process.Id, child], line.Select(sample => sample.Id).TakeLast(3));
        Assert.Equal(line.SkipLast(1), line.Skip(1).Select(sample => sample.Parent));
        Assert.All(line, sample => Assert.Equal(sample.Parent?.Id ?? sample.ParentId, sample.ParentId));
        Assert.Null(line[0].Parent);
        Assert.Null(shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0]", child).Single().Parent);
        ProcessSample[] tree = shell.Run<ProcessSample>("Get-VmonProcess -Id $args[0] -IncludeAncestor -FollowChildren", process.Id);
        Assert.Equal(line.Select(sample => sample.Id), tree.Select(sample => sample.Id));
    }

    [Fact]
    public void Kernel_threads_are_omitted_unless_selected_and_a_tree_stays_complete()
    {
        using FakeProc proc = new();
        _ = proc.Add(1);
        foreach ((int id, int parent, bool isOfKernel) in ((int, int, bool)[])[(2, 0, true), (3, 2, true), (4, 2, false), (5, 1, false)])
        {
            FakeProcess process = proc.Add(id, parent);
            if (isOfKernel) process.Stat = $"{id} (k) S {parent} 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 100 0 0 18446744073709551615 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
            _ = process.Write();
        }

        using Shell shell = new();
        _ = shell.Run("Start-VmonSession copy -ProcRoot $args[0]", proc.Path);
        foreach (string cmdlet in (string[])["Get-VmonProcess -Session copy", "Watch-VmonProcess -Session copy -Count 1"])
        {
            Assert.Equal([1, 5, 4], shell.Run<ProcessSample>(cmdlet).Select(sample => sample.Id));
            Assert.Equal([1, 5, 2, 3, 4], shell.Run<ProcessSample>(cmdlet + " -IncludeKernelThread").Select(sample => sample.Id));
            Assert.Equal([2, 3], shell.Run<ProcessSample>(cmdlet + " -Id 2, 3").Select(sample => sample.Id));
            Assert.Equal([2, 3], shell.Run<ProcessSample>(cmdlet + " -Name k*").Select(sample => sample.Id));
        }

        Assert.Equal([2, 3, 4], shell.Run<ProcessSample>("Get-VmonProcess -Session copy -Id 2 -FollowChildren").Select(sample => sample.Id));
        Assert.Equal([1, 5, 2, 4], shell.Run<ProcessTreeNode>("Get-VmonTree -Session copy").Select(node => node.Id));
        Assert.Equal([1, 5, 2, 3, 4], shell.Run<ProcessTreeNode>("Get-VmonTree -Session copy -IncludeKernelThread").Select(node => node.Id));
        Assert.Equal([2, 3, 4], shell.Run<ProcessTreeNode>("Get-VmonTree -Session copy -Id 2").Select(node => node.Id));
        Assert.Contains(shell.Run("Get-VmonProcess -Session copy -Verbose 4>&1"), item => $"{item}".Contains("-IncludeKernelThread", StringComparison.Ordinal));
        Assert.DoesNotContain(shell.Run("Get-VmonProcess -Session copy -Id 1 -Verbose 4>&1"), item => $"{item}".Contains("-IncludeKernelThread", StringComparison.Ordinal));
    }
}
