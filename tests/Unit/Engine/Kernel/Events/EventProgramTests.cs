using System.Text;
using Vmon.Kernel;
using Vmon.Kernel.Events;
using Vmon.ProcFs;

namespace Vmon.Tests.Engine.Kernel.Events;

public class EventProgramTests
{
    [Theory]
    [InlineData("start")]
    [InlineData("exec")]
    [InlineData("exit")]
    [InlineData("free")]
    [InlineData("cgroup")]
    public void The_kernel_accepts_each_program(string name)
    {
        Assert.SkipUnless(BpfPermission.IsGranted(new ReadBuffer()), "BPF is not permitted.");
        Assert.True(KernelTypes.TryRead(out Btf? types));
        using EventMaps? maps = EventMaps.TryCreate();
        Assert.NotNull(maps);
        EventProgram? program = name switch
        {
            "start" => StartProgram.Assemble(types, maps),
            "exec" => ExecProgram.Assemble(types, maps),
            "exit" => ExitProgram.Assemble(types, maps),
            "cgroup" => CgroupProgram.Assemble(types, maps),
            _ => FreeProgram.Assemble(types, maps),
        };
        Assert.NotNull(program);
        byte[] log = new byte[1 << 20];
        using LoadedProgram? loaded = program.TryLoad(types, log);
        Assert.True(loaded is not null, Encoding.ASCII.GetString(log).TrimEnd('\0')[^Math.Min(3000, log.AsSpan().IndexOf((byte)0))..]);
    }
}
