using System.Reflection;

namespace Vmon.Tests.Engine;

public class ProcessTreeNodeTests
{
    [Fact]
    public void Node_has_every_value_of_its_sample()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(new ProcessSelection { Targets = [session.Find(Environment.ProcessId)!.Value], IncludeThreads = true }, ProcessDataSets.All);
        watch.Sample();
        watch.Sample();
        ProcessSample[] samples = [.. watch.Processes()];
        ProcessTreeNode[] nodes = [.. ProcessTree.Build(new ProcessSnapshot(watch.SampleNumber, null, samples))];
        Assert.True(samples.Length > 1);
        FieldInfo[] fields = typeof(ProcessSample).GetFields(BindingFlags.Instance | BindingFlags.NonPublic);
        foreach ((ProcessSample sample, ProcessTreeNode node) in samples.Zip(nodes))
            Assert.All(fields.Where(field => !field.Name.Contains(nameof(ProcessSample.Parent) + ">", StringComparison.Ordinal)), field => Assert.Equal(field.GetValue(sample), field.GetValue(node)));
    }
}
