using System.Reflection;
using Vmon.PowerShell;

namespace Vmon.Tests.PowerShell;

public class ArrowTests
{
    private const string Root = "Vmon.PowerShell";

    private static readonly Assembly Cmdlets = typeof(VmonCommand).Assembly;

    private static readonly FolderOrder Order = new(Cmdlets, Root, "Text", "Parameters", "Messages", "Sessions", "Syntax", "Completion", "Views", "Json", "Exporters", "Reports", "Screen");

    private static readonly FolderOrder Screen = new(
        Cmdlets, Root + ".Screen", "Cells", "Output", "Input", "Terminal", "Frames", "View", "Details", "Keys", "Drawing");

    [Fact]
    public void Folders_use_only_folders_before_them() => Assert.Empty(Order.ArrowsBack.Concat(Screen.ArrowsBack));

    [Fact]
    public void Every_folder_has_a_place_in_the_order() => Assert.Empty(Order.Missing.Concat(Screen.Missing));

    [Fact]
    public void A_reversed_order_has_arrows_back() => Assert.Contains(
        "Vmon.PowerShell.Messages.Errors uses Vmon.PowerShell.Text.ProcessText", new FolderOrder(Cmdlets, Root, "Messages", "Text").ArrowsBack);
}
