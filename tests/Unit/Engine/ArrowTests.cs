namespace Vmon.Tests.Engine;

public class ArrowTests
{
    private static readonly FolderOrder Order = new(typeof(VmonSession).Assembly, "Vmon", "Fields", "Tables", "Native", "Parsing", "ProcFs", "Kernel", "Sources", "Model", "Recording");

    [Fact]
    public void Folders_use_only_folders_before_them() => Assert.Empty(Order.ArrowsBack);

    [Fact]
    public void Every_folder_has_a_place_in_the_order() => Assert.Empty(Order.Missing);

    [Fact]
    public void A_reversed_order_has_arrows_back() => Assert.Contains(
        "Vmon.Kernel.TaskStream uses Vmon.Native.Libc", new FolderOrder(typeof(VmonSession).Assembly, "Vmon", "Kernel", "Native").ArrowsBack);
}
