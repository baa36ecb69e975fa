using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vmon.Native;

namespace Vmon.Tests.Engine.Native;

// Expected bytes are from the kernel's documentation of the instruction set (Documentation/bpf/standardization/instruction-set.rst).
public class BpfTests
{
    [Fact]
    public void Instructions_encode_to_eight_bytes_in_kernel_order()
    {
        Assert.Equal("6118F40400000000", Hex(BpfInstruction.Load(4, destination: 8, source: 1, offset: 0x4f4)));
        Assert.Equal("7987E80000000000", Hex(BpfInstruction.Load(8, destination: 7, source: 8, offset: 232)));
        Assert.Equal("631AC8FF00000000", Hex(BpfInstruction.Store(4, destination: 10, offset: -56, source: 1)));
        Assert.Equal("7B1AC8FF00000000", Hex(BpfInstruction.Store(8, destination: 10, offset: -56, source: 1)));
        Assert.Equal("B703000038000000", Hex(BpfInstruction.Set(3, 56)));
        Assert.Equal("BF71000000000000", Hex(BpfInstruction.Move(1, 7)));
        Assert.Equal("0F21000000000000", Hex(BpfInstruction.Add(1, 2)));
        Assert.Equal("07020000C8FFFFFF", Hex(BpfInstruction.AddConstant(2, -56)));
        Assert.Equal("1508050000000000", Hex(BpfInstruction.SkipIfZero(8, 5)));
        Assert.Equal("5D32090000000000", Hex(BpfInstruction.SkipIfNotEqual(2, 3, 9)));
        Assert.Equal("0500070000000000", Hex(BpfInstruction.Skip(7)));
        Assert.Equal("5501090000000000", Hex(BpfInstruction.SkipIfNotZero(1, 9)));
        Assert.Equal("B502010000020000", Hex(BpfInstruction.SkipIfAtMost(2, 512, 1)));
        Assert.Equal("7500010000000000", Hex(BpfInstruction.SkipIfNotNegative(0, 1)));
        Assert.Equal("1F32000000000000", Hex(BpfInstruction.Subtract(2, 3)));
        Assert.Equal("57000000FF010000", Hex(BpfInstruction.And(0, 511)));
        Assert.Equal("DB21080000000000", Hex(BpfInstruction.AddInMemory(1, 8, 2)));
        Assert.Equal("1811000003000000", Hex(BpfInstruction.SetToMap(1, 3)[0]));
        Assert.Equal("1821000003000000", Hex(BpfInstruction.SetToValue(1, 3)[0]));
        Assert.Equal("0000000000000000", Hex(BpfInstruction.SetToMap(1, 3)[1]));
        Assert.Equal("850000007F000000", Hex(BpfInstruction.Call(127)));
        Assert.Equal("9500000000000000", Hex(BpfInstruction.Exit()));
    }

    [Fact]
    public void Attribute_structures_have_the_kernel_sizes()
    {
        Assert.Equal(120, Unsafe.SizeOf<BpfProgramAttributes>());
        Assert.Equal(32, Unsafe.SizeOf<BpfLinkAttributes>());
        Assert.Equal(8, Unsafe.SizeOf<BpfIteratorAttributes>());
        Assert.Equal(72, Unsafe.SizeOf<BpfMapAttributes>());
        Assert.Equal(16, Unsafe.SizeOf<BpfTracepointAttributes>());
        Assert.Equal(16, Unsafe.SizeOf<BpfInfoAttributes>());
        Assert.Equal(232, Unsafe.SizeOf<BpfProgramInfo>());
    }

    [Theory]
    [InlineData(Architecture.X64, 321)]
    [InlineData(Architecture.Arm64, 280)]
    [InlineData(Architecture.S390x, null)]
    public void NumberOf_returns_the_number_of_the_architecture(Architecture architecture, int? number) =>
        Assert.Equal(number, Bpf.NumberOf(architecture));

    private static string Hex(BpfInstruction instruction) => Convert.ToHexString(MemoryMarshal.AsBytes([instruction]));
}
