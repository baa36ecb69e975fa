using System.Text;
using Vmon.Sources.Machine;

namespace Vmon.Tests.Engine.Sources.Machine;

public class LineTableTests
{
    private readonly LineTable<long> _table = new(StringComparer.OrdinalIgnoreCase);

    [Fact]
    public void Copy_returns_values_and_differences_by_name()
    {
        _ = Read("a 1, b 2, c 3");
        LineValues values = Read("a 1, b 5, c 1");
        Assert.Equal([("a", 1), ("b", 5), ("c", 1)], values.All.Select(line => (line.Key, line.Value)));
        Assert.Equal([("a", 0), ("b", 3), ("c", -2)], values.Differences!.Select(line => (line.Key, line.Value)));
        Assert.Equal(3, values.Increase("b"));
        Assert.Null(values.Increase("c"));
        Assert.Null(values.Value("d"));
        Assert.True(values.HasChanged);
        Assert.False(Read("a 1, b 5, c 1").HasChanged);
    }

    [Theory]
    [InlineData("a 1, new 9, b 5, c 1", "a 0, b 3, c -2")]
    [InlineData("new 9, a 1, b 5, c 1", "a 0, b 3, c -2")]
    [InlineData("a 1, b 5, c 1, new 9", "a 0, b 3, c -2")]
    [InlineData("b 5, c 1", "b 3, c -2")]
    [InlineData("a 1, b 5", "a 0, b 3")]
    [InlineData("c 1, b 5, a 1", "c -2, b 3, a 0")]
    public void Differences_of_other_lines_survive_added_removed_and_moved_lines(string then, string differences)
    {
        _ = Read("a 0, b 0, c 0");
        _ = Read("a 1, b 2, c 3");
        LineValues values = Read(then);
        Assert.True(values.HasChanged);
        Assert.Equal(then, string.Join(", ", values.All.Select(line => $"{line.Key} {line.Value}")));
        Assert.Equal(differences, string.Join(", ", values.Differences!.Select(line => $"{line.Key} {line.Value}")));
        Assert.Equal(string.Join(", ", values.All.Select(line => $"{line.Key} 0")), string.Join(", ", Read(then).Differences!.Select(line => $"{line.Key} {line.Value}")));
    }

    [Fact]
    public void Copy_is_unaffected_by_later_readings()
    {
        LineValues first = Read("a 1, b 2");
        _ = Read("a 3, c 4");
        _ = Read("x 5");
        Assert.Equal(["a", "b"], first.All.Keys);
        Assert.Equal([1L, 2L], first.All.Values);
    }

    [Fact]
    public void End_returns_false_without_lines()
    {
        _table.Begin();
        Assert.False(_table.End());
    }

    private LineValues Read(string lines)
    {
        _table.Begin();
        foreach (string line in lines.Split(", "))
            _table.Add(Encoding.ASCII.GetBytes(line.Split(' ')[0]), long.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(_table.End());
        return new LineValues(_table.Copy(isPaired: true));
    }
}
