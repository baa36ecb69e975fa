using Vmon.Metrics;

namespace Vmon.Tests.Metrics;

public class ArrowTests
{
    private static readonly FolderOrder Order = new(typeof(VmonExporter).Assembly, "Vmon.Metrics", "Declarations", "Labels", "Groups", "Samples", "Sampling", "Pages", "Http");

    [Fact]
    public void Folders_use_only_folders_before_them() => Assert.Empty(Order.ArrowsBack);

    [Fact]
    public void Every_folder_has_a_place_in_the_order() => Assert.Empty(Order.Missing);
}
