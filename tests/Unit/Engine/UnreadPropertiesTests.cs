using System.Numerics;
using System.Reflection;

namespace Vmon.Tests.Engine;

public class UnreadPropertiesTests
{
    private static readonly PropertyInfo[] Properties = typeof(ProcessSample).GetProperties();

    public static TheoryData<ProcessDataSets> DataSets =>
        [.. Enum.GetValues<ProcessDataSets>().Where(dataSet => dataSet == ProcessDataSets.None || BitOperations.IsPow2((int)dataSet))];

    [Theory]
    [MemberData(nameof(DataSets))]
    public void ByProperty_lists_exactly_the_properties_that_require_a_data_set(ProcessDataSets dataSet)
    {
        using VmonSession session = new(new SessionOptions { DataSets = dataSet });
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        watch.Sample();
        ProcessSample sample = Assert.Single(watch.Processes());
        List<UnreadPropertyEventArgs> unread = [];
        watch.Unread.Asked += (_, asked) => unread.Add(asked);
        foreach (PropertyInfo property in Properties)
        {
            if (property.Name == nameof(ProcessSample.Parent)) continue;
            unread.Clear();
            object? value = property.GetValue(sample);
            bool isRead = !PropertyDataSets.ByProperty.TryGetValue(property.Name, out ProcessDataSets needed)
                || needed == dataSet || (needed == ProcessDataSets.User && dataSet == ProcessDataSets.Status);
            if (isRead)
            {
                Assert.Empty(unread);
            }
            else
            {
                Assert.Null(value);
                Assert.Equal((property.Name, needed, ProcessDataSets.All & ~sample.DataSets), unread.Select(asked => (asked.Property, asked.DataSet, asked.NotRead)).Single());
            }
        }
    }

    [Fact]
    public void ByProperty_covers_every_data_set_and_the_totals_of_a_tree()
    {
        Assert.Equal(ProcessDataSets.All, PropertyDataSets.ByProperty.Values.Aggregate((all, dataSet) => all | dataSet));
        Assert.Equal(ProcessDataSets.Pss, PropertyDataSets.ByProperty["treeproportionalmemory"]);
        Assert.Equal(ProcessDataSets.User, PropertyDataSets.ByProperty[nameof(ProcessSample.UserName)]);
        Assert.False(PropertyDataSets.ByProperty.ContainsKey(nameof(ProcessSample.CpuPercent)));
    }

    [Fact]
    public void Asked_is_raised_once_for_each_property()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        List<string> asked = [];
        watch.Unread.Asked += (_, property) => asked.Add(property.Property);
        foreach (ProcessSample sample in watch.Processes().Concat(watch.Processes())) _ = (sample.FileCount, sample.Parent, sample.OomScore, sample.WorkingSet);
        Assert.Equal(["FileCount", "Parent", "OomScore"], asked);
    }

    [Fact]
    public void Parent_is_unread_only_if_it_exists_outside_the_watch()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        bool isAsked = false;
        watch.Unread.Asked += (_, _) => isAsked = true;
        Assert.Contains(watch.Processes(), process => process.Parent is null);
        Assert.All(watch.Processes(), process => Assert.Equal(process.ParentId == 0, process.Parent is null));
        Assert.False(isAsked);
    }

    [Fact]
    public void DataSets_lists_the_data_sets_that_were_read()
    {
        using VmonSession session = new(new SessionOptions { DataSets = ProcessDataSets.Memory | ProcessDataSets.Status });
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        Assert.Equal(ProcessDataSets.Memory | ProcessDataSets.Status | ProcessDataSets.User, watch.Processes().Single().DataSets);
    }

    [Fact]
    public void Asked_is_not_raised_by_tree_totals()
    {
        using VmonSession session = new(new SessionOptions { DataSets = ProcessDataSets.None });
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        bool isAsked = false;
        watch.Unread.Asked += (_, _) => isAsked = true;
        Assert.Null(Assert.Single(ProcessTree.Build(watch.Snapshot())).TreeWorkingSet);
        Assert.False(isAsked);
    }
}
