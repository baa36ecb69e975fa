using System.Numerics;
using System.Reflection;

namespace Vmon.Tests.Session.Processes;

public class UnreadPropertiesTests
{
    private static readonly PropertyInfo[] Properties = typeof(ProcessSample).GetProperties();

    public static TheoryData<ProcessDataSets> DataSets =>
        [.. Enum.GetValues<ProcessDataSets>().Where(dataSet => dataSet == ProcessDataSets.None || BitOperations.IsPow2((int)dataSet))];

    [Theory]
    [MemberData(nameof(DataSets))]
    public void ByProperty_has_exactly_what_takes_a_data_set(ProcessDataSets dataSet)
    {
        using VmonSession session = new(new SessionOptions { DataSets = dataSet });
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        watch.Sample();
        ProcessSample sample = Assert.Single(watch.Processes());
        _ = watch.Unread.Take();
        foreach (PropertyInfo property in Properties)
        {
            object? value = property.GetValue(sample);
            bool isRead = !PropertyDataSets.ByProperty.TryGetValue(property.Name, out ProcessDataSets needed)
                || needed == dataSet || (needed == ProcessDataSets.User && dataSet == ProcessDataSets.Status);
            IReadOnlyDictionary<string, ProcessDataSets> unread = watch.Unread.Take();
            if (isRead)
            {
                Assert.Empty(unread);
            }
            else
            {
                Assert.Null(value);
                Assert.Equal(new(property.Name, needed), Assert.Single(unread));
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
    public void Take_has_what_was_asked_by_name_and_not_what_asked_for_everything()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        ProcessSample[] samples = [watch.Processes().Single(), watch.Processes().Single(), watch.Processes().Single()];
        int asked = 0;
        watch.Unread.Asked += (_, _) => asked++;
        foreach (PropertyInfo property in Properties) _ = property.GetValue(samples[0]);
        _ = samples[1].FileCount;
        foreach (PropertyInfo property in Properties) _ = property.GetValue(samples[2]);
        Assert.Equal(1, asked);
        Assert.Equal(["FileCount"], watch.Unread.Take().Keys);
        Assert.Empty(watch.Unread.Take());
    }

    [Fact]
    public void Totals_of_a_tree_are_no_question_for_what_was_not_read()
    {
        using VmonSession session = new(new SessionOptions { DataSets = ProcessDataSets.None });
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value] });
        watch.Sample();
        Assert.Null(Assert.Single(ProcessTree.Build(watch.Snapshot())).TreeWorkingSet);
        Assert.Empty(watch.Unread.Take());
    }
}
