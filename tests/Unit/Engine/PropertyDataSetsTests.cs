using System.Reflection;
using Vmon.Fields;

namespace Vmon.Tests.Engine;

public class PropertyDataSetsTests
{
    private static readonly PropertyInfo[] Properties = typeof(ProcessTreeNode).GetProperties();

    [Fact]
    public void A_property_has_the_data_set_of_the_table_in_any_case()
    {
        foreach (PropertyInfo property in Properties)
        {
            ProcessDataSets? needed = PropertyDataSets.ByProperty.TryGetValue(property.Name, out ProcessDataSets dataSet) ? dataSet : null;
            Assert.Equal(needed, PropertyDataSets.Of(property.Name.ToUpperInvariant()));
            Assert.True(PropertyDataSets.IsProperty(property.Name.ToUpperInvariant()));
        }
    }

    [Fact]
    public void A_total_has_the_data_set_of_its_property()
    {
        Assert.Equal(ProcessDataSets.Pss, PropertyDataSets.Of("treeproportionalmemory"));
        Assert.Null(PropertyDataSets.Of(nameof(ProcessTreeNode.TreeCpuPercent)));
    }

    [Fact]
    public void A_property_that_is_always_read_and_another_name_have_none()
    {
        Assert.Null(PropertyDataSets.Of(nameof(ProcessSample.CpuPercent)));
        Assert.Null(PropertyDataSets.Of("Restart"));
        Assert.Null(PropertyDataSets.OfSystem("Restart"));
        Assert.False(PropertyDataSets.IsProperty("Restart"));
        Assert.False(PropertyDataSets.IsOfInterval("Restart"));
    }

    [Fact]
    public void A_property_of_the_machine_has_the_data_set_of_its_files()
    {
        Assert.Equal(SystemDataSets.Memory, PropertyDataSets.OfSystem("memoryavailable"));
        foreach ((string property, SystemDataSets needed) in PropertyDataSets.BySystemProperty) Assert.Equal(needed, PropertyDataSets.OfSystem(property));
        Assert.Equal(typeof(SystemSample).GetProperties().Length, PropertyDataSets.BySystemProperty.Count);
    }

    [Fact]
    public void A_property_that_compares_two_samples_says_so()
    {
        Assert.True(PropertyDataSets.IsOfInterval("cpupercent"));
        Assert.False(PropertyDataSets.IsOfInterval(nameof(ProcessSample.WorkingSet)));
        Assert.False(PropertyDataSets.IsOfInterval(nameof(ProcessSample.Interval)));
        Assert.Equal(
            Properties.Count(static property => property.GetCustomAttribute<FieldAttribute>() is { OfInterval: true }) - 1,
            Properties.Count(static property => PropertyDataSets.IsOfInterval(property.Name)));
    }
}
