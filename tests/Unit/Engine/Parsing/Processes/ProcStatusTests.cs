using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class ProcStatusTests
{
    // Linux 2.6.32 (CentOS 6): without Umask, seccomp, RssAnon, NoNewPrivs, namespaces and VmPin.
    private const string OldKernel =
        "Name:\tsshd\nState:\tS (sleeping)\nTgid:\t1453\nPid:\t1453\nPPid:\t1\nTracerPid:\t0\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n" +
        "Utrace:\t0\nFDSize:\t64\nGroups:\t\nVmPeak:\t   66688 kB\nVmSize:\t   66688 kB\nVmLck:\t       0 kB\nVmHWM:\t    1228 kB\nVmRSS:\t     400 kB\n" +
        "VmData:\t     664 kB\nVmStk:\t      88 kB\nVmExe:\t     540 kB\nVmLib:\t    5996 kB\nVmPTE:\t     132 kB\nVmSwap:\t     188 kB\n" +
        "Threads:\t1\nSigQ:\t0/7815\nSigPnd:\t0000000000000000\nShdPnd:\t0000000000000000\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000001000\n" +
        "SigCgt:\t0000000180014005\nCapInh:\t0000000000000000\nCapPrm:\tffffffffffffffff\nCapEff:\tffffffffffffffff\nCapBnd:\tffffffffffffffff\n" +
        "Cpus_allowed:\t1\nCpus_allowed_list:\t0\nMems_allowed:\t00000000,00000001\nMems_allowed_list:\t0\nvoluntary_ctxt_switches:\t34\nnonvoluntary_ctxt_switches:\t1\n";

    // Linux 4.4: with VmPMD, CapAmb and NSpid. The process is in a container.
    private const string Kernel44 =
        "Name:\tnginx: a:b\tc\nState:\tS (sleeping)\nTgid:\t21\nNgid:\t3\nPid:\t21\nPPid:\t1\nTracerPid:\t77\nUid:\t1000\t1001\t1002\t4294967294\n" +
        "Gid:\t33\t34\t35\t36\nFDSize:\t128\nGroups:\t4 24 4294967294 \nNStgid:\t5021\t21\nNSpid:\t5021\t21\nNSpgid:\t5000\t0\nNSsid:\t4000\t0\n" +
        "VmPTE:\t     100 kB\nVmPMD:\t      12 kB\nVmSwap:\t      4 kB\nHugetlbPages:\t   2048 kB\nSeccomp:\t2\n";

    [Fact]
    public void TryParse_of_an_old_kernel_leaves_missing_fields_null()
    {
        ProcStatus status = Parse(OldKernel);
        Assert.Equal(66688, status[StatusField.VmPeak]);
        Assert.Equal(188, status[StatusField.VmSwap]);
        Assert.Equal(7815, status[StatusField.SigQ_limit]);
        Assert.Equal(0x180014005, status[StatusField.SigCgt]);
        Assert.Equal(ulong.MaxValue, (ulong)status[StatusField.CapEff]!.Value);
        Assert.Equal(34, status[StatusField.voluntary_ctxt_switches]);
        StatusField[] unknown =
        [
            StatusField.Umask, StatusField.Ngid, StatusField.VmPin, StatusField.RssAnon, StatusField.VmPMD, StatusField.HugetlbPages,
            StatusField.CapAmb, StatusField.NoNewPrivs, StatusField.Seccomp, StatusField.Seccomp_filters, StatusField.THP_enabled,
        ];
        Assert.All(unknown, field => Assert.Null(status[field]));
    }

    [Fact]
    public void TryParse_reads_the_four_unsigned_ids_of_Uid_and_Gid()
    {
        ProcStatus status = Parse(Kernel44);
        Assert.Equal([1000, 1001, 1002, 4294967294], Enumerable.Range((int)StatusField.Uid, 4).Select(field => status[(StatusField)field]));
        Assert.Equal([33, 34, 35, 36], Enumerable.Range((int)StatusField.Gid, 4).Select(field => status[(StatusField)field]));
        Assert.Equal(77, status[StatusField.TracerPid]);
        Assert.Equal(12, status[StatusField.VmPMD]);
        Assert.Equal(2, status[StatusField.Seccomp]);
    }

    [Theory]
    [InlineData("SigQ:\t3/18446744073709551615\n", 3L, null)]
    [InlineData("SigQ:\t3/unlimited\n", 3L, null)]
    [InlineData("SigQ:\t-1/63000\n", null, 63000L)]
    [InlineData("SigQ:\t3/\n", null, null)]
    [InlineData("SigQ:\t/63000\n", null, null)]
    [InlineData("SigQ:\t3/4/5\n", null, null)]
    public void TryParse_with_an_invalid_SigQ_number_reads_the_other(string line, long? queued, long? limit)
    {
        ProcStatus status = Parse(line + "FDSize:\t64\n");
        Assert.Equal((queued, limit), (status[StatusField.SigQ], status[StatusField.SigQ_limit]));
    }

    [Theory]
    [InlineData("Uid:\t1\tx\t3\t4\n", 1L, null, 3L)]
    [InlineData("Uid:\t1\t3\t4\n", null, null, null)]
    public void TryParse_of_Uid_with_a_missing_number_reads_none_of_the_line(string line, long? real, long? effective, long? saved)
    {
        ProcStatus status = Parse(line + "FDSize:\t64\n");
        Assert.Equal((real, effective, saved), (status[StatusField.Uid], status[StatusField.Uid_effective], status[StatusField.Uid_saved]));
    }

    [Fact]
    public void TryParse_reads_octal_and_hexadecimal_fields()
    {
        ProcStatus status = Parse("Umask:\t0022\nCapPrm:\t000001fffeffffff\nuntag_mask:\t0xffffffffffffffff\n");
        Assert.Equal(18, status[StatusField.Umask]);
        Assert.Equal(0x1fffeffffff, status[StatusField.CapPrm]);
        Assert.Equal(-1, status[StatusField.untag_mask]);
    }

    [Fact]
    public void TryParse_ignores_a_process_name_that_resembles_a_line()
    {
        ProcStatus status = Parse("Name:\tUid:\t7\t7\t7\t7\\nSeccomp:\t9\nUid:\t1\t2\t3\t4\n");
        Assert.Equal(1, status[StatusField.Uid]);
        Assert.Null(status[StatusField.Seccomp]);
    }

    [Fact]
    public void TryParse_accepts_lines_in_any_order()
    {
        string[] lines = OldKernel.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string reversed = string.Concat(lines.Reverse().Select(line => line + "\n"));
        Assert.Equal(Values(Parse(OldKernel)), Values(Parse(reversed)));
    }

    [Fact]
    public void Keep_skips_a_line_of_65536_groups_and_keeps_the_others()
    {
        string groups = string.Concat(Enumerable.Range(100_000, 65_536).Select(group => $"{group} "));
        byte[] status = Encoding.UTF8.GetBytes($"FDSize:\t64\nGroups:\t{groups}\nNSpid:\t7\n");
        byte[] kept = StatusTexts.Keep(status);
        Assert.InRange(kept.Length, 1, StatusTexts.LongestLine);
        Assert.False(StatusTexts.TryFind(kept, StatusText.Groups, out _));
        Assert.True(StatusTexts.TryFind(kept, StatusText.NSpid, out _));
        Assert.True(ProcStatus.TryParse(status, kept, out _, out bool areTextsKept));
        Assert.True(areTextsKept);
    }

    [Fact]
    public void TryParse_uses_the_last_of_duplicate_lines()
    {
        Assert.Equal(5, Parse("FDSize:\t64\nFDSize:\t5\n")[StatusField.FDSize]);
        Assert.Null(Parse("Umask:\t0\nFDSize:\t64\nFDSize:\tx\n")[StatusField.FDSize]);
    }

    [Fact]
    public void TryParse_of_truncated_text_never_returns_wrong_values()
    {
        byte[] whole = Encoding.UTF8.GetBytes(OldKernel);
        long?[] expected = Values(Parse(OldKernel));
        for (int length = 0; length < whole.Length; length++)
        {
            if (!ProcStatus.TryParse(whole.AsSpan(0, length), out ProcStatus status)) continue;
            long?[] found = Values(status);
            for (int field = 0; field < found.Length; field++) Assert.True(found[field] is null || found[field] == expected[field]);
        }
    }

    [Theory]
    [InlineData("VmPeak:\t-5 kB\n")]
    [InlineData("VmPeak:\t kB\n")]
    [InlineData("VmPeak:\t12\n")]
    [InlineData("VmPeak:\t12 MB\n")]
    [InlineData("VmPeak:\t1 2 kB\n")]
    [InlineData("VmPeak:\t9007199254740991 kB\n")]
    [InlineData("VmPeak:\n")]
    [InlineData("VmPeak:\t12x4 kB\n")]
    [InlineData("VmPeak:\t99999999999999999999 kB\n")]
    [InlineData("VmPeak:\t18446744073709551615 kB\n")]
    [InlineData("VmPeak 12 kB\n")]
    [InlineData("vmpeak:\t12 kB\n")]
    public void TryParse_returns_null_for_invalid_values(string line) => Assert.Null(Parse("Umask:\t0022\n" + line)[StatusField.VmPeak]);

    [Fact]
    public void TryParse_leaves_a_line_with_a_wrong_number_count_null()
    {
        ProcStatus status = Parse("Umask:\t0022\nUid:\t1\t2\t3\nGid:\t1\t2\t3\t4\t5\nSigQ:\t/3\n");
        for (StatusField field = StatusField.Uid; field <= StatusField.Gid_filesystem; field++) Assert.Null(status[field]);
        Assert.Null(status[StatusField.SigQ]);
        Assert.Null(status[StatusField.SigQ_limit]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("no status at all\n")]
    [InlineData("Uid:\t0\t0\t0\t0")]
    public void TryParse_rejects_text_without_a_known_line(string text) => Assert.False(ProcStatus.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryParse_never_throws_on_corrupted_text()
    {
        Random random = new(1);
        byte[] noise = Encoding.UTF8.GetBytes(Kernel44);
        for (int i = 0; i < 2000; i++)
        {
            noise[random.Next(noise.Length)] = (byte)random.Next(256);
            _ = ProcStatus.TryParse(noise, out _);
            foreach (StatusText line in Enum.GetValues<StatusText>()) _ = StatusTexts.TryFind(StatusTexts.Keep(noise), line, out _);
        }
    }

    [Fact]
    public void TryParse_keeps_text_lines_until_one_changes()
    {
        byte[] kept = StatusTexts.Keep(Encoding.UTF8.GetBytes(Kernel44));
        Assert.True(AreKept(Kernel44, kept));
        Assert.True(AreKept(Kernel44.Replace("4 kB", "123456 kB", StringComparison.Ordinal), kept));
        Assert.False(AreKept(Kernel44.Replace("4 24", "4 25", StringComparison.Ordinal), kept));
        Assert.False(AreKept(Kernel44.Replace("NSsid", "NSxid", StringComparison.Ordinal), kept));
        Assert.False(AreKept(Kernel44 + "Cpus_allowed_list:\t0\n", kept));

        Assert.True(StatusTexts.TryFind(kept, StatusText.Groups, out ReadOnlySpan<byte> groups));
        Assert.Equal("4 24 4294967294", Encoding.UTF8.GetString(groups));
        Assert.True(StatusTexts.TryFind(kept, StatusText.NSpgid, out ReadOnlySpan<byte> processGroups));
        Assert.Equal("5000\t0", Encoding.UTF8.GetString(processGroups));
        Assert.False(StatusTexts.TryFind(kept, StatusText.Cpus_allowed_list, out _));
    }

    private static ProcStatus Parse(string text)
    {
        Assert.True(ProcStatus.TryParse(Encoding.UTF8.GetBytes(text), out ProcStatus status));
        return status;
    }

    private static bool AreKept(string status, byte[] kept) =>
        ProcStatus.TryParse(Encoding.UTF8.GetBytes(status), kept, out _, out bool areTextsKept) && areTextsKept;

    private static long?[] Values(ProcStatus status) => [.. Enum.GetValues<StatusField>().Select(field => status[field])];
}
