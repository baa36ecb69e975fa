using System.Management.Automation;
using System.Text.RegularExpressions;
using Vmon.PowerShell.Views;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell.Views;

public partial class SerializationTests
{
    private const string Back = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($args[0]))";

    [Fact]
    public void Deserialized_sample_keeps_numbers_times_and_enum_names()
    {
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0] -Interval 20ms", Environment.ProcessId).Single();
        ProcessSample was = (ProcessSample)sample.BaseObject;
        PSObject back = shell.Run(Back, sample).Single();
        Assert.Equal(was.WorkingSet, back.Properties["WorkingSet"].Value);
        Assert.Equal(was.CpuPercent, back.Properties["CpuPercent"].Value);
        Assert.Equal(was.TotalProcessorTime, back.Properties["TotalProcessorTime"].Value);
        Assert.Equal(was.State.ToString(), back.Properties["State"].Value);
        Assert.Equal("None", back.Properties["Denied"].Value);
        Assert.Equal(was.Identity.StartTicks, ((PSObject)back.Properties["Identity"].Value).Properties["StartTicks"].Value);
        Assert.Equal(was.Arguments, LanguagePrimitives.GetEnumerable(back.Properties["Arguments"].Value).Cast<object>().Select(word => word.ToString()));
        Assert.Equal(was.Id, shell.Run<ProcessSample>("$args[0] | Get-VmonProcess", back).Single().Id);
    }

    [Fact]
    public void Deserialized_sample_has_aliases_but_no_view_cells()
    {
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0]", Environment.ProcessId).Single();
        IEnumerable<string> added = shell.Run(Back, sample).Single().Properties.Select(property => property.Name)
            .Except(typeof(ProcessSample).GetProperties().Select(property => property.Name));
        Assert.Equal(["Child", "Command", "CpuPct", "Memory", "Name", "PID", "PPID", "ProcessId", "Read", "SI", "Threads", "User", "VM", "WS", "Write"], added.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0]")]
    [InlineData("Get-VmonTree -Id $args[0]")]
    [InlineData("Get-VmonSystem")]
    [InlineData("Get-VmonCgroup /")]
    public void VmonView_is_hidden_and_not_serialized(string script)
    {
        using Shell shell = new();
        PSObject live = shell.Run(script, Environment.ProcessId)[0];
        foreach (PSObject item in (PSObject[])[live, shell.Run(Back, live).Single()])
        {
            _ = Assert.IsType<VmonView>(shell.Run("$args[0].PSObject.VmonView", item).Single().BaseObject);
            Assert.Null(item.Members["VmonView"]);
            Assert.DoesNotContain("VmonView", PSSerializer.Serialize(item), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Serialized_node_excludes_its_tree()
    {
        using ShellProcess parent = new("sleep 60 & sleep 60 & echo ready; wait");
        _ = parent.ReadLine();
        using Shell shell = new();
        PSObject[] nodes = [.. shell.Run("Get-VmonTree -Id $args[0]", parent.Id)];
        Assert.Equal(3, nodes.Length);
        foreach (PSObject node in nodes)
        {
            string text = shell.Run<string>("[System.Management.Automation.PSSerializer]::Serialize($args[0])", node).Single();
            Assert.Equal(2, OfOneProcess().Count(text));
        }

        Assert.Equal("└─", shell.Run(Back, nodes[2]).Single().Properties["Branch"].Value);
        Assert.Equal(((ProcessTreeNode)nodes[2].BaseObject).Id, shell.Run<ProcessSample>("$args[0] | Get-VmonProcess", shell.Run(Back, nodes[2]).Single()).Single().Id);
    }

    [Theory]
    [InlineData("(Get-VmonProcess -Id $args[0] -IncludeAncestor)[-1]", nameof(ProcessSample.Parent))]
    [InlineData("Get-VmonTree -Id $args[0]", nameof(ProcessTreeNode.Parent), nameof(ProcessTreeNode.Children))]
    [InlineData("Get-VmonPipe -Id $args[0]", nameof(Pipe.Identity), nameof(Pipe.Ends))]
    [InlineData("(Get-VmonPipe -Id $args[0]).Readers", nameof(PipeEnd.Process))]
    [InlineData("Start-VmonSession s", nameof(VmonSession.Options))]
    [InlineData(RecordingColumnsTests.Recorded + "Get-VmonRecording $path")]
    [InlineData(RecordingColumnsTests.Recorded + "$recorder", nameof(VmonRecorder.Options))]
    public void Deserialized_objects_keep_all_properties_except_references(string script, params string[] left)
    {
        using ShellProcess process = new("echo ready; read line");
        _ = process.ReadLine();
        using TemporaryDirectory directory = new();
        using Shell shell = new();
        PSObject item = shell.Run(script, process.Id, directory.Path)[0];
        IEnumerable<string> expected = item.BaseObject.GetType().GetProperties().Select(property => property.Name).Except(left);
        string[] names = [.. shell.Run(Back, item).Single().Properties.Select(property => property.Name)];
        Assert.Empty(expected.Except(names));
        Assert.Empty(names.Intersect(left));
    }

    [Fact]
    public void Deserialized_pipe_keeps_its_ends_as_objects()
    {
        using ShellProcess process = new("echo ready; read line");
        _ = process.ReadLine();
        using Shell shell = new();
        PSObject pipe = shell.Run("$id = $args[0]; Get-VmonPipe -Id $id | Where-Object { $_.Writers.Id -eq $id }", process.Id)[0];
        IEnumerable<PSObject> ends = LanguagePrimitives.GetEnumerable(shell.Run(Back, pipe).Single().Properties["Writers"].Value).Cast<PSObject>();
        Assert.Contains(process.Id, ends.Select(end => end.Properties["Id"].Value));
    }

    [Fact]
    public void Default_sample_values_never_print_as_type_names()
    {
        using Shell shell = new();
        PSObject sample = shell.Run("Get-VmonProcess -Id $args[0] -Interval 20ms", Environment.ProcessId).Single();
        foreach (PSPropertyInfo property in sample.Properties)
            Assert.DoesNotMatch(@"^System\.", property.Value?.ToString() ?? "");
    }

    [Theory]
    [InlineData("Get-VmonProcess -Id $args[0] -Include Status, Network -WarningAction SilentlyContinue", "PSBasic", "PSCpu", "PSMemory", "PSIO", "PSNetwork", "PSScheduling", "PSLifecycle", "PSSecurity")]
    [InlineData("Get-VmonTree -Id $args[0]", "PSBasic", "PSTotals")]
    [InlineData("Get-VmonFile -Id $args[0]", "PSBasic")]
    [InlineData("Get-VmonConnection -Protocol Internet, Unix", "PSBasic", "PSTraffic")]
    [InlineData("Get-VmonPipe -Id $args[0]", "PSBasic")]
    [InlineData("Get-VmonSystem", "PSBasic", "PSMemory")]
    public void Property_sets_name_existing_properties_with_flat_values(string script, params string[] sets)
    {
        using Shell shell = new();
        PSObject item = shell.Run(script, Environment.ProcessId)[0];
        foreach (string set in sets)
            foreach (string name in ((PSPropertySet)item.Members[set]).ReferencedPropertyNames)
            {
                Assert.True(item.Properties[name] is not null, $"{set} names {name}.");
                object? value = item.Properties[name].Value is PSObject wrapped ? wrapped.BaseObject : item.Properties[name].Value;
                Assert.True(value is null or string or ValueType and not TimeSpan, $"{name} of {set} is not flat.");
            }
    }

    [GeneratedRegex("N=\"(?:TreeProcessCount|ParentId)\"")]
    private static partial Regex OfOneProcess();
}
