using System.Text;
using Vmon.Kernel;
using Vmon.Kernel.Network;
using Vmon.ProcFs;

namespace Vmon.Tests.Engine.Kernel.Network;

public class TrafficMeterTests
{
    [Fact]
    public void The_kernel_accepts_the_programs()
    {
        Assert.SkipUnless(BpfPermission.IsGranted(new ReadBuffer()), "BPF is not permitted.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        byte[] log = new byte[1 << 20];
        using TrafficMeter? meter = TrafficMeter.TryOpen(types, log: log);
        Assert.True(meter is not null, Encoding.ASCII.GetString(log).TrimEnd('\0'));
    }

    [Fact]
    public void The_kernel_accepts_the_program_of_connections()
    {
        Assert.SkipUnless(BpfPermission.IsGranted(new ReadBuffer()), "BPF is not permitted.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        byte[] log = new byte[1 << 20];
        using ConnectionIterator? iterator = ConnectionIterator.TryLoad(types, log);
        Assert.True(iterator is not null, Encoding.ASCII.GetString(log).TrimEnd('\0'));
    }
}
