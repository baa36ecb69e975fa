using System.Runtime.InteropServices;
using System.Text;
using Vmon.Parsing.Machine;

namespace Vmon.Tests.Engine.Parsing.Machine;

public class KernelArchitectureTests
{
    [Theory]
    [InlineData("Linux version 5.14.0-1.el9.s390x (builder@example) #1 SMP\n", Architecture.S390x, true, 4096L)]
    [InlineData("Linux version 6.1.0-18-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP\n", Architecture.X64, false, 4096L)]
    [InlineData("Linux version 5.15.0-91-generic (buildd@lcy02-amd64-045) (gcc (Ubuntu 11.4.0) 11.4.0) #101-Ubuntu SMP\n", Architecture.X64, false, 4096L)]
    [InlineData("Linux version 5.14.0-1.el9.aarch64 (mockbuild@x86-vm-07.build) (gcc) #1 SMP\n", Architecture.Arm64, false, null)]
    [InlineData("Linux version 5.14.0-1.el9.aarch64 (mockbuild@x86_64.build) (gcc) #1 SMP\n", Architecture.Arm64, false, null)]
    [InlineData("Linux version 6.8.0-1.ppc64le (b@x) #1\n", Architecture.Ppc64le, false, null)]
    [InlineData("s390x\n", Architecture.S390x, true, 4096L)]
    [InlineData("x86_64\n", Architecture.X64, false, 4096L)]
    public void Find_recognizes_the_architecture_in_kernel_text(string text, Architecture architecture, bool isBigEndian, long? pageSize) =>
        Assert.Equal(new KernelArchitecture(architecture, isBigEndian, pageSize), KernelArchitecture.Find(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("alpha\n")]
    [InlineData("Linux version 6.6.0 (builder@example) (gcc) #1 SMP\n")]
    [InlineData("Linux version 6.6.0 (builder@arm64) (x86_64-linux-gnu-gcc) #1 SMP\n")]
    public void Find_returns_null_for_missing_or_contradictory_names(string text) => Assert.Null(KernelArchitecture.Find(Encoding.ASCII.GetBytes(text)));
}
