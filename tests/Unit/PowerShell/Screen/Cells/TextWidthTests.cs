using Vmon.PowerShell.Screen.Cells;

namespace Vmon.Tests.PowerShell.Screen.Cells;

public class TextWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("nginx", 5)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("한글", 4)]
    [InlineData("ＡＢ", 4)]
    [InlineData("🚀", 2)]
    [InlineData("☃", 1)]
    [InlineData("├─▁█", 4)]
    [InlineData("𠀀", 2)]
    public void Text_takes_as_many_columns_as_a_terminal_gives_it(string text, int columns) => Assert.Equal(columns, TextWidth.Of(text));
}
