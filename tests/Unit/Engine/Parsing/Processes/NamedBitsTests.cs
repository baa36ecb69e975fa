using System.Globalization;
using Vmon.Tests.Workloads;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class NamedBitsTests
{
    [Fact]
    public void Capabilities_match_capsh()
    {
        int known = 0;
        foreach (Capabilities capability in Enum.GetValues<Capabilities>().Where(value => ulong.IsPow2((ulong)value)))
        {
            string mask = ((ulong)capability).ToString("x", CultureInfo.InvariantCulture);
            string decoded = Tool.Run("capsh", "--decode=" + mask).Split('=')[1];
            if (decoded.All(char.IsAsciiDigit)) continue; // libcap is older than the capability
            Assert.Equal(decoded.Replace("_", "", StringComparison.Ordinal), "cap" + capability, ignoreCase: true);
            known++;
        }

        Assert.NotEqual(0, known);
    }

    [Fact]
    public void Capabilities_All_combines_every_capability_up_to_CheckpointRestore()
    {
        Capabilities all = Capabilities.None;
        foreach (Capabilities capability in Enum.GetValues<Capabilities>().Where(value => ulong.IsPow2((ulong)value) && value <= Capabilities.CheckpointRestore)) all |= capability;
        Assert.Equal(Capabilities.All, all);
    }

    [Theory]
    [InlineData(0x1ffffffffff, "All")]
    [InlineData(0x3ffffffffff, "All, Capability41")]
    [InlineData(1 << 5 | 1L << 63, "Kill, Capability63")]
    public void Capabilities_of_newer_kernels_have_a_name(long bits, string text) => Assert.Equal(text, ((Capabilities)bits).ToString());

    [Fact]
    public void Capabilities_with_all_64_bits_print_All_first()
    {
        string text = ((Capabilities)ulong.MaxValue).ToString();
        Assert.StartsWith("All, Capability41, ", text, StringComparison.Ordinal);
        Assert.EndsWith(", Capability63", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Signals_match_the_numbers_of_kill()
    {
        string[] names = Tool.Run("bash", "-c", "for i in $(seq 1 31); do kill -l $i; done").Split('\n');
        for (int signal = 1; signal <= names.Length; signal++) Assert.Equal("SIG" + names[signal - 1], ((Signals)(1UL << (signal - 1))).ToString());
    }

    [Fact]
    public void Signals_defines_a_name_for_each_of_64_signals()
    {
        for (int bit = 0; bit < 64; bit++) Assert.True(Enum.IsDefined((Signals)(1UL << bit)));
        Assert.Equal("SIG34", ((Signals)(1UL << 33)).ToString());
        Assert.Equal("All", ((Signals)ulong.MaxValue).ToString());
    }
}
