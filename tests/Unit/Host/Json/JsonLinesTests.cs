using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Text.Json;
using Vmon.Host;
using Vmon.Tests.PowerShell;

namespace Vmon.Tests.Host.Json;

public class JsonLinesTests
{
    [Fact]
    public void Values_are_what_jq_wants()
    {
        Assert.Equal("null", Line(null));
        Assert.Equal("true", Line(true));
        Assert.Equal("9223372036854775807", Line(long.MaxValue));
        Assert.Equal("18446744073709551615", Line(ulong.MaxValue));
        Assert.Equal("0.1", Line(0.1));
        Assert.Equal("null", Line(double.NaN));
        Assert.Equal("1.5", Line(TimeSpan.FromSeconds(1.5)));
        Assert.Equal("\"Monday\"", Line(DayOfWeek.Monday));
        Assert.Equal("\"Fork, Exec\"", Line(Flags.Fork | Flags.Exec));
        Assert.Equal("\"2020-01-02T03:04:05.0000000+01:00\"", Line(new DateTimeOffset(2020, 1, 2, 3, 4, 5, TimeSpan.FromHours(1))));
        Assert.Equal("\"2020-01-02T03:04:05.0000000+00:00\"", Line(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        Assert.Equal("[1,[\"a\",null]]", Line(new object[] { 1, new object?[] { "a", null } }));
        Assert.Equal("{\"1\":2}", Line(new Dictionary<int, int> { [1] = 2 }));
        Assert.Equal("{\"1\":2,\"1 (2)\":3}", Line(new System.Collections.Specialized.OrderedDictionary { [(object)1L] = 2, ["1"] = 3 }));
        Assert.Equal("[1.5,null]", Line(new[] { (Half)1.5, Half.NaN }));
        Assert.Equal("170141183460469231731687303715884105727", Line(Int128.MaxValue));
        Assert.Equal("340282366920938463463374607431768211455", Line(UInt128.MaxValue));
    }

    [Fact]
    public void Properties_that_are_code_come_last()
    {
        using Shell shell = new();
        string line = Line(shell.Run("Get-VmonProcess -Id $args[0]", Environment.ProcessId).Single());
        Assert.StartsWith($"{{\"Id\":{Environment.ProcessId},\"ProcessName\":", line, StringComparison.Ordinal);
        Assert.Single(JsonDocument.Parse(line).RootElement.EnumerateObject(), property => property.Name == "StartTime");
    }

    [Fact]
    public void Text_stays_on_its_line_and_is_valid_whatever_it_holds()
    {
        Assert.Equal("\"a\\nb\\u001B[31m\\\"\\\\é\\uD83D\\uDE00\"", Line("a\nb\x1b[31m\"\\é😀"));
        Assert.Equal("\"a\\udcff\\n\\udc80\\uD83D\\uDE00\"", Line("a\udcff\n\udc80😀"));
        PSObject named = new();
        named.Properties.Add(new PSNoteProperty("x\udcff", 1));
        Assert.Equal("{\"x\uFFFD\":1}", Line(named));
    }

    [Fact]
    public void Objects_have_their_properties_and_those_added_but_no_aliases()
    {
        PSObject node = new(new Node(1, null));
        node.Properties.Add(new PSNoteProperty("Note", "n"));
        node.Properties.Add(new PSAliasProperty("Pid", "Id"));
        Assert.Equal("{\"Note\":\"n\",\"Id\":1,\"Parent\":null,\"Children\":[],\"Broken\":null}", Line(node));
    }

    [Fact]
    public void Nodes_name_their_relatives_by_their_ids()
    {
        Node parent = new(1, null);
        Node child = new(2, parent);
        Assert.Equal("{\"Id\":1,\"Parent\":null,\"Children\":[2],\"Broken\":null}", Line(parent));
        Assert.Equal("{\"Id\":2,\"Parent\":1,\"Children\":[],\"Broken\":null}", Line(child));
    }

    [Fact]
    public void Cycles_end()
    {
        List<object> cycle = [];
        cycle.Add(cycle);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse(Line(cycle)).RootElement.ValueKind);

        PSObject self = new();
        self.Properties.Add(new PSNoteProperty("Self", self));
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(Line(self)).RootElement.ValueKind);
    }

    [Fact]
    public void Every_line_of_a_run_is_an_object()
    {
        HostResult result = HostProcess.Run(
            "-OutputFormat", "Json", "-Command", $"Watch-VmonProcess -Id {Environment.ProcessId} -FollowChildren -Count 2 -Interval 0.1; Get-VmonTree -Id {Environment.ProcessId}");
        Assert.Equal(0, result.ExitCode);
        JsonElement[] objects = [.. result.Lines.Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.True(objects.Length >= 6, result.Output);
        Assert.All(objects, item => Assert.Equal(JsonValueKind.Object, item.ValueKind));

        JsonElement first = objects[0];
        Assert.Equal(Environment.ProcessId, first.GetProperty("Id").GetInt32());
        Assert.Equal(JsonValueKind.Null, first.GetProperty("CpuPercent").ValueKind);
        Assert.Equal(JsonValueKind.Number, first.GetProperty("TotalProcessorTime").ValueKind);
        Assert.Equal(JsonValueKind.Array, first.GetProperty("Arguments").ValueKind);
        Assert.True(DateTimeOffset.TryParse(first.GetProperty("StartTime").GetString(), CultureInfo.InvariantCulture, out _));
        Assert.False(first.TryGetProperty("Command", out _));
        Assert.False(first.TryGetProperty("PID", out _));
        int parent = objects[^1].GetProperty("Parent").GetInt32();
        Assert.Contains(objects, item => item.GetProperty("Id").GetInt32() == parent);
    }

    [Theory]
    [InlineData("Asia/Tokyo", "MinValue", "0001-01-01T00:00:00.0000000+")]
    [InlineData("America/New_York", "MaxValue", "9999-12-31T23:59:59.9999999-")]
    [InlineData("Asia/Tokyo", "new(2020, 1, 2)", "2020-01-02T00:00:00.0000000+09:00")]
    public void The_first_and_the_last_time_can_be_written_wherever_they_are_local(string zone, string time, string written)
    {
        Assert.SkipUnless(File.Exists("/usr/share/zoneinfo/" + zone), "This machine knows no time zones.");
        HostResult result = HostProcess.RunShell(
            $"TZ={zone} $VMON -o Json -c '$t = [datetime]::{time}; $t; [datetime]::SpecifyKind($t, \"Local\"); 7'");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(3, result.Lines.Length);
        Assert.All(result.Lines[..2], line => Assert.StartsWith('"' + written, line, StringComparison.Ordinal));
        Assert.Equal("7", result.Lines[2]);
    }

    private static string Line(object? value)
    {
        using MemoryStream stream = new();
        new JsonLines(new TerminalOutput(stream, isTerminal: false)).Write(value);
        return Encoding.UTF8.GetString(stream.ToArray()).TrimEnd('\n');
    }

    [Flags]
    private enum Flags
    {
        None = 0,
        Fork = 1,
        Exec = 2,
    }

    private sealed class Node
    {
        private readonly List<Node> _children = [];

        internal Node(int id, Node? parent)
        {
            Id = id;
            Parent = parent;
            parent?._children.Add(this);
        }

        public int Id { get; }

        public Node? Parent { get; }

        public IReadOnlyList<Node> Children => _children;

        public string Broken => throw new InvalidOperationException(Id.ToString(CultureInfo.InvariantCulture));
    }
}
