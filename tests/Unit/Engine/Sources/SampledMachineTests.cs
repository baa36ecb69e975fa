using System.Runtime.InteropServices;
using Vmon.Native;
using Vmon.ProcFs;
using Vmon.Sources;
using Vmon.Tests.Engine.Parsing.Processes;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Sources;

public sealed class SampledMachineTests : IDisposable
{
    private readonly ProcTree _proc = new() { ["version"] = null };

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void Of_a_live_proc_describes_this_machine()
    {
        using ProcRoot root = ProcRoot.Open("/proc");
        SampledMachine machine = SampledMachine.Of(root);
        Assert.Equal((SystemConstants.PageSize, SystemConstants.TicksPerSecond), (machine.PageSize!.Value, machine.TicksPerSecond));
        Assert.Equal(RuntimeInformation.OSArchitecture, machine.Architecture);
    }

    [Fact]
    public void Of_an_empty_copy_is_unknown_except_for_the_default_tick_rate()
    {
        SampledMachine machine = Read();
        Assert.Equal((null, 100L, null, null), (machine.PageSize, machine.TicksPerSecond, machine.IsBigEndian, machine.Architecture));
        Assert.Equal(TimeSpan.FromSeconds(1.23), machine.FromTicks(123));
    }

    [Fact]
    public void Of_a_copy_prefers_the_auxiliary_vector()
    {
        _proc["version"] = "Linux version 6.8.0-1.aarch64 (b@x) #1\n";
        Write("1/auxv", AuxiliaryVectorTests.Write(8, isBigEndian: false, 6, 65536, 17, 1024, 0, 0));
        SampledMachine machine = Read();
        Assert.Equal((65536L, 1024L, false, Architecture.Arm64), (machine.PageSize, machine.TicksPerSecond, machine.IsBigEndian, machine.Architecture));
        Assert.Equal(TimeSpan.FromSeconds(1.5), machine.FromTicks(1536));
        Assert.Equal(TimeSpan.FromTicks(1_000_000_000_000_000_000), machine.FromTicks(1024 * 100_000_000_000));
    }

    [Theory]
    [InlineData("Linux version 5.14.0-1.el9.s390x (b@x) #1\n", 4096L, true)]
    [InlineData("Linux version 5.14.0-1.el9.x86_64 (b@x) #1\n", 4096L, false)]
    [InlineData("Linux version 5.14.0-1.el9.aarch64 (b@x) #1\n", null, false)]
    public void Of_a_copy_derives_page_size_and_byte_order_from_the_architecture(string version, long? pageSize, bool isBigEndian)
    {
        _proc["version"] = version;
        SampledMachine machine = Read();
        Assert.Equal((pageSize, isBigEndian), (machine.PageSize, machine.IsBigEndian));
    }

    [Theory]
    [InlineData(41943040, 10240, 4096L)]
    [InlineData(41943040, 640, 65536L)]
    [InlineData(41943040, 2600, 16384L)]
    [InlineData(41943040, 0, null)]
    [InlineData(41943040, 41943040, null)]
    public void Of_a_copy_derives_the_page_size_from_stat_and_statm(long bytes, long pages, long? pageSize)
    {
        _proc["1/stat"] = $"1 (a) S 0 1 1 0 -1 4194560 100 0 0 0 50 25 0 0 20 0 1 0 50 {bytes} 1 18446744073709551615 1 1 0 0 0 0 0 4096 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
        _proc["1/statm"] = $"{pages} 1 1 1 0 1 0\n";
        Assert.Equal(pageSize, Read().PageSize);
    }

    private SampledMachine Read()
    {
        using ProcRoot root = ProcRoot.Open(_proc.Root);
        return SampledMachine.Of(root);
    }

    private void Write(string file, byte[] bytes) => File.WriteAllBytes(Path.Combine(_proc.Root, file), bytes);
}
