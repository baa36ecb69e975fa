using Vmon.PowerShell.Screen.Input;
using Vmon.PowerShell.Screen.Keys;

namespace Vmon.Tests.PowerShell.Screen.Keys;

public class KeyTableTests
{
    [Fact]
    public void Every_command_has_a_key_and_one_line_of_help()
    {
        Command[] without = [Command.None, Command.ToggleFold];
        Assert.Equal(Enum.GetValues<Command>().Except(without).Order(), KeyTable.All.Select(binding => binding.Command).Order());
        Assert.All(KeyTable.All, binding => Assert.NotEmpty(binding.Keys));
        Assert.All(KeyTable.All, binding => Assert.InRange(binding.Help.Length, 4, 80));
    }

    [Fact]
    public void Each_key_has_one_command() => Assert.Equal(KeyTable.All.Sum(binding => binding.Keys.Length), KeyTable.All.SelectMany(binding => binding.Keys).Distinct().Count());

    [Theory]
    [InlineData('q', (int)Command.Quit)]
    [InlineData('P', (int)Command.SortCpu)]
    [InlineData('\\', (int)Command.Filter)]
    [InlineData('Q', (int)Command.None)]
    public void Key_has_its_command(char key, int command) => Assert.Equal((Command)command, KeyTable.Of(Key.Of(key)));

    [Fact]
    public void Documentation_has_the_same_keys()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "live-view.md"));
        foreach (KeyBinding binding in KeyTable.All)
            Assert.Contains($"| {string.Join(", ", binding.Keys.Select(key => $"`{key.ToString().Replace("|", "\\|", StringComparison.Ordinal)}`"))} | {binding.Help.Replace("|", "\\|", StringComparison.Ordinal)} |", page, StringComparison.Ordinal);
    }
}
