using System.Globalization;
using System.Management.Automation;
using System.Text.Json;
using Vmon.PowerShell.Json;

namespace Vmon.Tests.PowerShell;

public class ConvertToVmonJsonTests
{
    [Fact]
    public void ConvertTo_VmonJson_writes_exact_values()
    {
        Assert.Equal("null", Line(null));
        Assert.Equal("true", Line(true));
        Assert.Equal("9223372036854775807", Line(long.MaxValue));
        Assert.Equal("18446744073709551615", Line(ulong.MaxValue));
        Assert.Equal("340282366920938463463374607431768211455", Line(UInt128.MaxValue));
        Assert.Equal("0.1", Line(0.1));
        Assert.Equal("null", Line(double.NaN));
        Assert.Equal("1.5", Line((Half)1.5));
        Assert.Equal("1.5", Line(TimeSpan.FromSeconds(1.5)));
        Assert.Equal("\"Monday\"", Line(DayOfWeek.Monday));
        Assert.Equal("\"Fork, Exec\"", Line(Flags.Fork | Flags.Exec));
        Assert.Equal("\"2020-01-02T03:04:05.1200000+01:00\"", Line(new DateTimeOffset(2020, 1, 2, 3, 4, 5, 120, TimeSpan.FromHours(1))));
        Assert.Equal("\"2020-01-02T03:04:05.0000000+00:00\"", Line(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
    }

    [Fact]
    public void ConvertTo_VmonJson_writes_a_dictionary_as_an_object_with_its_keys()
    {
        Assert.Equal("{\"1\":2}", Line(new Dictionary<int, int> { [1] = 2 }));
        Assert.Equal("{\"1\":2,\"1 (2)\":3}", Line(new System.Collections.Specialized.OrderedDictionary { [(object)1L] = 2, ["1"] = 3 }));
    }

    [Fact]
    public void Write_escapes_any_text_to_valid_JSON_on_one_line()
    {
        Assert.Equal("\"a\\nb\\u001B[31m\\\"\\\\é\\uD83D\\uDE00\"", Line("a\nb\x1b[31m\"\\é😀"));
        Assert.Equal("\"a\\udcff\\n\\udc80\\uD83D\\uDE00\"", Line("a\udcff\n\udc80😀"));
        PSObject named = new();
        named.Properties.Add(new PSNoteProperty("x\udcff", 1));
        Assert.Equal("{\"x\uFFFD\":1}", Line(named));
    }

    [Fact]
    public void ConvertTo_VmonJson_writes_properties_without_aliases_and_nested_objects()
    {
        PSObject node = new(new Node(1, null));
        node.Properties.Add(new PSNoteProperty("Note", "n"));
        node.Properties.Add(new PSAliasProperty("Pid", "Id"));
        Assert.Equal("{\"Note\":\"n\",\"Id\":1,\"Ports\":[80,443],\"Broken\":null}", Line(node));
    }

    [Fact]
    public void Properties_are_the_same_for_every_object_of_a_type()
    {
        Node parent = new(1, null);
        Assert.Equal("{\"Id\":2,\"Ports\":[80,443],\"Broken\":null}", Line(new Node(2, parent)));
        Assert.Equal("{\"Id\":1,\"Ports\":[80,443],\"Broken\":null}", Line(parent));
    }

    [Fact]
    public void ConvertTo_VmonJson_writes_selected_properties_without_nested_objects()
    {
        PSObject selected = new();
        selected.Properties.Add(new PSNoteProperty("Members", 3));
        selected.Properties.Add(new PSNoteProperty("Parent", new Node(1, null)));
        Assert.Equal("{\"Members\":3}", Line(selected));
    }

    [Fact]
    public void Every_object_of_the_module_is_a_flat_object()
    {
        using Shell shell = new();
        JsonElement[] objects =
        [
            .. shell.Run<string>(
                "$id = $args[0]; Get-VmonProcess -Id $id | ConvertTo-VmonJson; Get-VmonTree -Id $id | ConvertTo-VmonJson; Get-VmonFile -Id $id | ConvertTo-VmonJson; "
                + "Get-VmonSystem | ConvertTo-VmonJson; Get-VmonSession | ConvertTo-VmonJson",
                Environment.ProcessId).Select(line => JsonDocument.Parse(line).RootElement),
        ];
        Assert.True(objects.Length >= 5);
        Assert.All(objects, item => Assert.All(item.EnumerateObject(), property => Assert.NotEqual(JsonValueKind.Object, property.Value.ValueKind)));

        JsonElement process = objects[0];
        Assert.Equal(Environment.ProcessId, process.GetProperty("Id").GetInt32());
        Assert.Equal(JsonValueKind.Null, process.GetProperty("CpuPercent").ValueKind);
        Assert.Equal(JsonValueKind.Number, process.GetProperty("TotalProcessorTime").ValueKind);
        Assert.Equal(JsonValueKind.Array, process.GetProperty("Arguments").ValueKind);
        Assert.Single(process.EnumerateObject(), property => property.Name == "StartTime");
        Assert.True(DateTimeOffset.TryParse(process.GetProperty("StartTime").GetString(), CultureInfo.InvariantCulture, out _));
        Assert.All(["Name", "PID", "Parent", "Identity"], name => Assert.False(process.TryGetProperty(name, out _), name));
    }

    [Fact]
    public void ConvertTo_VmonJson_converts_a_collection_item_by_item_and_null_to_null()
    {
        using Shell shell = new();
        Assert.Equal(["1", "\"a\"", "null", "{\"b\":[1,2]}"], shell.Run<string>("ConvertTo-VmonJson 1, 'a', $null, @{ b = 1, 2 }"));
        Assert.Equal(["null", "\"\""], shell.Run<string>("$null, '' | ConvertTo-VmonJson"));
        Assert.Empty(shell.Run("@() | ConvertTo-VmonJson"));
        Assert.Empty(shell.Errors);
    }

    private static string Line(object? value) => new JsonLine().Of(value);

    [Flags]
    private enum Flags
    {
        None = 0,
        Fork = 1,
        Exec = 2,
    }

    private sealed class Node(int id, Node? parent)
    {
        public int Id { get; } = id;

        public Node? Parent { get; } = parent;

        public IReadOnlyList<Node> Children { get; } = [];

        public IReadOnlyList<int> Ports { get; } = [80, 443];

        public string Broken => throw new InvalidOperationException(Id.ToString(CultureInfo.InvariantCulture));
    }
}
