using System.Diagnostics;
using System.Management.Automation;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.PowerShell;

[Collection(nameof(DescriptorTests))]
public class VmonSystemTests
{
    [Fact]
    public void Get_VmonSystem_returns_rates_only_with_Interval()
    {
        using Shell shell = new();
        SystemSample once = shell.Run<SystemSample>("Get-VmonSystem").Single();
        Assert.Null(once.CpuPercent);
        Assert.Null(once.VmStat);
        Assert.NotNull(once.MemoryTotal);
        SystemSample twice = shell.Run<SystemSample>("Get-VmonSystem -Interval 200ms -Include VmStat, Interrupts").Single();
        Assert.InRange(twice.CpuPercent!.Value, 0, 100.001);
        Assert.NotNull(twice.ContextSwitchesRate);
        Assert.NotEmpty(twice.VmStat!);
        Assert.NotEmpty(twice.InterruptsByName!);
        Assert.True(twice.Interval >= TimeSpan.FromMilliseconds(150), $"Interval is {twice.Interval}.");
    }

    [Fact]
    public void Watch_VmonSystem_writes_one_sample_per_interval_with_rates_after_the_first()
    {
        using Shell shell = new();
        SystemSample[] samples = shell.Run<SystemSample>("Watch-VmonSystem -Count 3 -Interval 100ms");
        Assert.Equal([1, 2, 3], samples.Select(sample => sample.Sample));
        Assert.Null(samples[0].ContextSwitches);
        Assert.All(samples.Skip(1), sample => Assert.NotNull(sample.ContextSwitches));
        Assert.InRange(shell.Run("Watch-VmonSystem -Interval 100ms -Duration 350ms").Count, 1, 4);
    }

    [Fact]
    public void MemInfo_keys_ignore_case()
    {
        using Shell shell = new();
        SystemSample sample = shell.Run<SystemSample>("$sample = Get-VmonSystem; $sample").Single();
        Assert.Equal(sample.MemoryTotal, shell.Run<long>("(Get-VmonSystem).MemInfo.memtotal").Single());
        Assert.Equal(sample.MemoryTotal, shell.Run<long>("(Get-VmonSystem).MemInfo['MemTotal']").Single());
    }

    [Fact]
    public void Session_supplies_root_and_interval_and_ends_the_watch_when_stopped()
    {
        using ProcTree proc = new();
        proc["stat"] = "cpu 1 1 1 1\nctxt 7\n";
        using Shell shell = new();
        VmonSession session = shell.Run<VmonSession>("Start-VmonSession copy -ProcRoot $args[0] -Interval 60", proc.Root).Single();
        SystemSample sample = shell.Run<SystemSample>("Get-VmonSystem -Session copy").Single();
        Assert.Equal(("copy", 7L), (sample.Session, sample.ContextSwitchesTotal));
        Assert.Empty(shell.Warnings);

        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Watch-VmonSystem -Session copy");
        using PSDataCollection<PSObject> output = [];
        IAsyncResult run = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        while (output.Count == 0) Thread.Yield();
        session.Dispose();
        _ = pipeline.EndInvoke(run);
        Assert.Empty(pipeline.Streams.Error);
    }

    [Fact]
    public void Denied_file_writes_one_warning_and_no_error()
    {
        const string Refused = "/proc/sys/vm/drop_caches";
        Assert.SkipUnless(File.Exists(Refused), $"{Refused} does not exist.");
        using ProcTree proc = new();
        _ = File.CreateSymbolicLink(Path.Combine(proc.Root, "meminfo"), Refused);
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession hidden -ProcRoot $args[0]", proc.Root);
        Assert.Equal(3, shell.Run("Watch-VmonSystem -Session hidden -Count 3 -Interval 10ms").Count);
        Assert.Equal(2, shell.Warnings.Count);
        Assert.Contains("Memory", shell.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("/meminfo' of the captured tree", shell.Warnings[1], StringComparison.Ordinal);
        Assert.Empty(shell.Errors);
    }

    [Fact]
    public void Unreadable_file_writes_one_warning_with_its_path()
    {
        using ProcTree proc = new();
        proc["vmstat"] = string.Concat(Enumerable.Range(0, 70_000).Select(line => $"l{line} 1\n"));
        using Shell shell = new();
        _ = shell.Run("Start-VmonSession copy -ProcRoot $args[0]", proc.Root);
        _ = shell.Run("Get-VmonSystem -Session copy -Include VmStat; Get-VmonSystem -Session copy -Include VmStat");
        Assert.Contains($"Cannot read {proc.Root}/vmstat: it is larger than the kernel writes it", Assert.Single(shell.Warnings), StringComparison.Ordinal);
    }

    // The next sample would come after a minute.
    [Fact]
    public void Stop_ends_Watch_VmonSystem_at_once_and_closes_all_descriptors()
    {
        using Shell shell = new();
        using System.Management.Automation.PowerShell pipeline = shell.Pipeline("Watch-VmonSystem -Interval 60");
        using PSDataCollection<PSObject> output = [];
        _ = pipeline.BeginInvoke<PSObject, PSObject>(null, output);
        while (output.Count == 0) Thread.Yield();
        Assert.NotEmpty(OpenDescriptors.IntoProc());
        Stopwatch clock = Stopwatch.StartNew();
        pipeline.Stop();
        Assert.True(clock.Elapsed < WaitUntil.Bound, $"Stopping took {clock.Elapsed}.");
        Assert.Empty(OpenDescriptors.IntoProc());
    }

    [Theory]
    [InlineData("Vmon.SystemSample", "Get-VmonSystem -Include VmStat, Interrupts")]
    [InlineData("Vmon.CpuSample", "(Get-VmonSystem).Cpu")]
    [InlineData("Vmon.InterruptSample", "(Get-VmonSystem -Include Interrupts).SoftIrqsByName.Values")]
    public void Views_name_only_existing_members(string type, string script)
    {
        using Shell shell = new();
        PSObject item = shell.Run(script)[0];
        string[] names = Names($"//View[ViewSelectedBy/TypeName='{type}']//PropertyName");
        Assert.NotEmpty(names);
        foreach (string name in names)
        {
            PSPropertyInfo property = item.Properties[name];
            Assert.True(property is not null, $"{type} has no {name}.");
            _ = property.Value;
        }
    }

    private static string[] Names(string path)
    {
        System.Xml.XmlDocument views = new();
        views.Load(Path.Combine(Repository.Root, "Vmon.Format.ps1xml"));
        return [.. views.SelectNodes(path)!.Cast<System.Xml.XmlNode>().Select(node => node.InnerText)];
    }
}
