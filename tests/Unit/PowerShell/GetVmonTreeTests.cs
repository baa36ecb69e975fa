using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

public class GetVmonTreeTests
{
    [Fact]
    public void Get_VmonTree_returns_a_process_with_descendants_and_totals()
    {
        using ShellProcess parent = new("sleep 60 & sh -c 'sleep 60 & echo ready; wait' & wait");
        _ = parent.ReadLine();
        using Shell shell = new();
        ProcessTreeNode[] nodes = shell.Run<ProcessTreeNode>("Get-VmonTree -Id $args[0]", parent.Id);
        ProcessTreeNode root = nodes[0];
        Assert.Equal(parent.Id, root.Id);
        Assert.Null(root.Parent);
        Assert.Equal(2, root.Children.Count);
        Assert.Equal(4, root.TreeProcessCount);
        Assert.Equal(4, root.TreeThreadCount);
        Assert.Equal(nodes.Sum(node => node.WorkingSet), root.TreeWorkingSet);
        Assert.Equal(["sh", "sleep", "sh", "sleep"], nodes.Select(node => node.ProcessName));
        Assert.Equal([0, 1, 1, 2], nodes.Select(node => node.Depth));
        Assert.True(nodes[2].IsLast);
        Assert.False(nodes[1].IsLast);
    }

    [Fact]
    public void TreeCPU_includes_exited_children()
    {
        using ShellProcess parent = new("sh -c 'i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done'; echo ready; read line");
        _ = parent.ReadLine();
        using Shell shell = new();
        ProcessTreeNode root = shell.Run<ProcessTreeNode>("Get-VmonTree -Id $args[0]", parent.Id)[0];
        Assert.True(root.TreeCPU >= 0.1, $"TreeCPU is {root.TreeCPU}.");
        Assert.True(root.CPU < 0.1, $"CPU is {root.CPU}.");
    }

    [Fact]
    public void TreeProportionalMemory_is_summed_only_when_Pss_is_included()
    {
        using ShellProcess parent = new("sleep 60 & echo ready; wait");
        _ = parent.ReadLine();
        using Shell shell = new();
        ProcessTreeNode[] nodes = shell.Run<ProcessTreeNode>("Get-VmonTree -Id $args[0] -Include Pss", parent.Id);
        Assert.All(nodes, node => Assert.True(node.ProportionalMemory > 0));
        Assert.Equal(nodes.Sum(node => node.ProportionalMemory), nodes[0].TreeProportionalMemory);
        Assert.Null(shell.Run<ProcessTreeNode>("Get-VmonTree -Id $args[0]", parent.Id)[0].TreeProportionalMemory);
    }

    [Fact]
    public void Tree_of_all_processes_counts_each_exactly_once()
    {
        using Shell shell = new();
        ProcessTreeNode[] nodes = shell.Run<ProcessTreeNode>("Get-VmonTree");
        Assert.Contains(nodes, node => node.Id == Environment.ProcessId && node.Depth > 0);
        Assert.Equal(nodes.Count(node => !node.HasExited), nodes.Where(node => node.Parent is null).Sum(node => node.TreeProcessCount));
    }
}
