using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class SmapsRollupTests
{
    // Linux 4.14: the heading has colons. Without Pss_Anon and KSM.
    private const string FirstKernel =
        "00400000-7fff5d5ff000 ---p 00000000 00:00 0                              [rollup]\nRss:                 884 kB\nPss:                 385 kB\n" +
        "Shared_Clean:        696 kB\nShared_Dirty:          0 kB\nPrivate_Clean:       120 kB\nPrivate_Dirty:        68 kB\nReferenced:          884 kB\n" +
        "Anonymous:            68 kB\nLazyFree:              0 kB\nAnonHugePages:         0 kB\nShmemPmdMapped:        0 kB\nShared_Hugetlb:        0 kB\n" +
        "Private_Hugetlb:    2048 kB\nSwap:                  0 kB\nSwapPss:               0 kB\nLocked:              385 kB\n";

    [Fact]
    public void TryParse_reads_the_oldest_format_and_leaves_newer_fields_null()
    {
        Assert.True(SmapsRollup.TryParse(Encoding.UTF8.GetBytes(FirstKernel), out SmapsRollup rollup));
        Assert.Equal(884, rollup[SmapsField.Rss]);
        Assert.Equal(385, rollup[SmapsField.Pss]);
        Assert.Equal(120, rollup[SmapsField.Private_Clean]);
        Assert.Equal(2048, rollup[SmapsField.Private_Hugetlb]);
        Assert.Equal(0, rollup[SmapsField.SwapPss]);
        Assert.Equal(385, rollup[SmapsField.Locked]);
        Assert.Null(rollup[SmapsField.Pss_Anon]);
        Assert.Null(rollup[SmapsField.KSM]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00400000-7fff5d5ff000 ---p 00000000 00:00 0    [rollup]\n")]
    [InlineData("Rss:                 884 kB")]
    public void TryParse_rejects_text_without_a_size(string text) => Assert.False(SmapsRollup.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
