using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Tests.Engine.Native;

public class LibcTests
{
    [Theory]
    [InlineData(Architecture.X64, 0x10000)]
    [InlineData(Architecture.Arm64, 0x4000)]
    [InlineData(Architecture.Arm, 0x4000)]
    [InlineData(Architecture.RiscV64, 0x10000)]
    public void DirectoryOf_returns_the_O_DIRECTORY_of_the_architecture(Architecture architecture, int flag) => Assert.Equal(flag, Libc.DirectoryOf(architecture));
}
