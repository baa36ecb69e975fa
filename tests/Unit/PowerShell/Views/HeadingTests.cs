using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Vmon.Tests.PowerShell.Views;

public partial class HeadingTests
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["Vmon.ProcessSample"] = "@(Get-VmonProcess -Interval 50ms)[0..24]",
        ["Vmon.ProcessTreeNode"] = "@(Get-VmonTree -Interval 50ms)[0..24]",
        ["Vmon.ProcessSample#Snapshot"] = "@(Get-VmonProcess)[0..24]",
        ["Vmon.ProcessTreeNode#Snapshot"] = "@(Get-VmonTree)[0..24]",
        ["Vmon.ProcessEvent"] = "$null = [Diagnostics.Process]::Start('/bin/sh', '-c \"sleep 0.1; sh -c true; sh -c false; kill -9 $$\"'); Watch-VmonEvent -Kind All -Duration 600ms -ErrorAction Ignore",
        ["Vmon.OpenFile"] = "@(Get-VmonFile -Id $PID)[0..24]",
        ["Vmon.Connection"] = "@(Get-VmonConnection)[0..24]",
        ["Vmon.Connection#Interval"] = "@(Get-VmonConnection -Interval 50ms)[0..24]",
        ["Vmon.Pipe"] = "Get-VmonPipe -Id $args[0] -Interval 50ms",
        ["Vmon.PipeEnd"] = "(Get-VmonPipe -Id $args[0]).Readers",
        ["Vmon.DescriptorHolder"] = "(Get-VmonFile -Id $PID -Type Socket).Socket.Peers | Where-Object { $_ }",
        ["Vmon.ProcessCgroup"] = "(Get-VmonProcess -Id $PID -Include Cgroup).Cgroups",
        ["Vmon.VmonSession"] = "Start-VmonSession a; Start-VmonSession b -Interval 50ms",
        ["Vmon.VmonRecording"] = RecordingColumnsTests.Recorded + "Get-VmonRecording $path",
        ["Vmon.VmonRecorder"] = RecordingColumnsTests.Recorded + "$recorder",
        ["Vmon.Metrics.VmonExporter"] = "Start-VmonExporter 127.0.0.1:0; Stop-VmonExporter",
        ["Vmon.SystemSample"] = "Watch-VmonSystem -Count 3 -Interval 20ms",
        ["Vmon.CgroupSample"] = "Get-VmonCgroup -Interval 50ms",
        ["Vmon.CgroupDevice"] = "(Get-VmonCgroup -Interval 50ms).Devices | Where-Object { $_ }",
        ["Vmon.CpuSample"] = "(Get-VmonSystem -Interval 20ms).Cpus",
        ["Vmon.FileSystemSample"] = "(Get-VmonSystem).FileSystems",
        ["Vmon.DiskSample"] = "(Get-VmonSystem -Interval 20ms).Disks",
        ["Vmon.InterfaceSample"] = "(Get-VmonSystem -Interval 20ms).Interfaces",
        ["Vmon.InterruptSample"] = "(Get-VmonSystem -Interval 20ms -Include Interrupts).SoftIrqsByName.Values",
    };

    public static TheoryData<string> Types => [.. ViewFile.TypesOfTables];

    [Theory]
    [MemberData(nameof(Types))]
    public void Column_headings_are_properties_that_sort_as_displayed(string type)
    {
        using Workloads.ShellProcess pipes = new("sleep 600 | cat");
        using Workloads.TemporaryDirectory directory = new();
        using Shell shell = new();
        PSObject[] items = [.. shell.Run(Scripts[type], pipes.Id, directory.Path)];
        (PSObject Item, (string Heading, object? Cell)[] Columns)[] rows = [.. items.Select(item => (item, ViewFile.Columns(shell, item, type).ToArray()))];
        Assert.SkipUnless(rows.Length > 0, $"There is no {type} here.");
        for (int column = 0; column < rows[0].Columns.Length; column++)
        {
            string heading = rows[0].Columns[column].Heading;
            Assert.Matches("^[A-Za-z]+$", heading);
            Assert.All(items, item => Assert.True(item.Members[heading] is PSPropertyInfo, $"{type} has no property {heading}."));
            IEnumerable<(object? Value, double Shown)> numbers =
                from row in rows
                let value = row.Item.Properties[heading].Value
                let cell = Colour().Replace(row.Columns[column].Cell?.ToString() ?? "", "")
                where value is not null && Number().IsMatch(cell) && LanguagePrimitives.TryConvertTo(value, out double _)
                select (value, Read(cell));
            Assert.Equal(numbers.Select(pair => pair.Shown).Order(), numbers.OrderBy(pair => LanguagePrimitives.ConvertTo<double>(pair.Value)).Select(pair => pair.Shown));
            foreach (var row in rows)
                if (Colour().Replace(row.Columns[column].Cell?.ToString() ?? "", "") == "-") Assert.Null(row.Item.Properties[heading].Value);
        }
    }

    [Fact]
    public void Property_set_names_start_with_PS()
    {
        using Shell shell = new();
        foreach (string script in (string[])["Get-VmonProcess -Id $PID", "Get-VmonTree -Id $PID", "Get-VmonSystem", "@(Get-VmonFile -Id $PID)[0..0]"])
            Assert.All(shell.Run(script)[0].Members.OfType<PSPropertySet>(), set => Assert.StartsWith("PS", set.Name, StringComparison.Ordinal));
    }

    private static double Read(string cell)
    {
        Match match = Number().Match(cell);
        double number = double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return number * Math.Pow(1024, "BKMGTPE".IndexOf(match.Groups[2].Value is { Length: > 0 } unit ? unit : "B", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^([\d.]+)([BKMGTPE]?)$")]
    private static partial Regex Number();

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Colour();
}
