using System.Text;
using Vmon.Parsing.Processes;

namespace Vmon.Tests.Engine.Parsing.Processes;

public class ProcStatTests
{
    private const string AfterName =
        " S 1 1234 1230 34819 1240 4194304 1500 99 3 2 100 50 10 5 20 0 7 0 123456 10000000 1200 18446744073709551615"
        + " 94000 94500 140722 0 0 0 65536 4 65538 1 0 0 17 5 2 1 33 44 55 94600 94700 95000 140723 140724 140725 140726 0\n";

    [Fact]
    public void TryParse_reads_each_field_by_position()
    {
        ProcStat stat = Parse("1234 (bash)" + AfterName);
        Assert.Equal("bash"u8, stat.Comm.Bytes);
        Assert.Equal(ProcessState.Sleeping, stat.State);
        Assert.Equal(
            [1234, 1, 1234, 1230, 34819, 1240, 20, 0, 7, 17, 5, 2, 1],
            new[]
            {
                stat.Id, stat.ParentId, stat.ProcessGroup, stat.SessionId, stat.Terminal, stat.ForegroundGroup, stat.Priority, stat.Nice,
                stat.ThreadCount, stat.ExitSignal, stat.Processor, stat.RealTimePriority, stat.Policy,
            });
        Assert.Equal(
            [1500, 99, 3, 2, 100, 50, 10, 5, 123456, 10000000, 33, 44, 55],
            new[]
            {
                stat.MinorFaults, stat.ChildMinorFaults, stat.MajorFaults, stat.ChildMajorFaults, stat.UserTime, stat.SystemTime,
                stat.ChildUserTime, stat.ChildSystemTime, stat.StartTime, stat.VirtualSize, stat.BlockIoDelay, stat.GuestTime,
                stat.ChildGuestTime,
            });
        Assert.Equal(4194304u, stat.Flags);
        Assert.Equal(ulong.MaxValue, stat.ResidentLimit);
        Assert.Equal(140722ul, stat.StackStart);
        Assert.True(stat.Has(StatField.delayacct_blkio_ticks) && stat.Has(StatField.guest_time));
    }

    [Fact]
    public void Indexer_returns_the_number_of_each_field()
    {
        ProcStat stat = Parse("1 (a) S " + string.Join(' ', Enumerable.Range(4, 49)) + "\n");
        foreach (StatField field in Enum.GetValues<StatField>().Where(field => field != StatField.state)) Assert.Equal((int)field, stat[field]);
        Assert.Equal((long)ProcessState.Sleeping, stat[StatField.state]);
        foreach (StatField field in Enum.GetValues<StatField>()) Assert.Equal((int)field != 9, Parse(With(9, "-1"))[field] is not null);
    }

    [Fact]
    public void TakeShared_copies_values_and_what_is_unknown()
    {
        ProcStat thread = Parse("2 (a) S " + string.Join(' ', Enumerable.Range(104, 49)) + "\n");
        ProcStat process = Parse(With(25, "-1"));
        StatField[] shared =
        [
            StatField.ppid, StatField.pgrp, StatField.session, StatField.tty_nr, StatField.tpgid, StatField.cminflt, StatField.cmajflt, StatField.cutime,
            StatField.cstime, StatField.num_threads, StatField.vsize, StatField.rss, StatField.rsslim, StatField.sigignore, StatField.cguest_time,
        ];
        ProcStat taken = thread;
        taken.TakeShared(process);
        foreach (StatField field in Enum.GetValues<StatField>()) Assert.Equal(shared.Contains(field) ? process[field] : thread[field], taken[field]);
        Assert.Null(taken[StatField.rsslim]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(")")]
    [InlineData("(")]
    [InlineData("a) b (c")]
    [InlineData(") S 1 1 1 0 0 (")]
    [InlineData("two\nlines")]
    [InlineData("tab\tand  spaces ")]
    [InlineData("kworker/u257:3-events_unbound_of_a_long_named_queue_that_is_63_")]
    public void TryParse_accepts_any_characters_in_the_name(string name) => Assert.Equal(Encoding.UTF8.GetBytes(name), Parse($"7 ({name}){AfterName}").Comm.Bytes);

    [Fact]
    public void TryParse_accepts_names_that_are_not_UTF8()
    {
        byte[] line = [.. "7 ("u8, 0xff, 0xc3, 0x28, 0x80, .. ")"u8, .. Encoding.ASCII.GetBytes(AfterName)];
        Assert.True(ProcStat.TryParse(line, out ProcStat stat));
        Assert.Equal([0xff, 0xc3, 0x28, 0x80], stat.Comm.Bytes.ToArray());
    }

    [Theory]
    [InlineData(39, false, false)]
    [InlineData(42, true, false)]
    [InlineData(44, true, true)]
    [InlineData(52, true, true)]
    [InlineData(60, true, true)]
    public void TryParse_accepts_the_field_counts_of_older_and_newer_kernels(int fields, bool hasDelay, bool hasGuest)
    {
        ProcStat stat = Parse("1 (a) " + string.Join(' ', Fields(fields)) + "\n");
        Assert.Equal((hasDelay, hasGuest), (stat.Has(StatField.delayacct_blkio_ticks), stat.Has(StatField.guest_time)));
        Assert.Equal(5, stat.Processor);
    }

    [Theory]
    [InlineData(38)]
    [InlineData(40)]
    [InlineData(41)]
    [InlineData(43)]
    [InlineData(45)]
    [InlineData(51)]
    public void TryParse_rejects_field_counts_that_no_kernel_writes(int fields) =>
        Assert.False(TryParse("1 (a) " + string.Join(' ', Fields(fields)) + "\n", out _));

    [Fact]
    public void TryParse_of_a_truncated_line_reads_the_complete_fields()
    {
        string line = "1234 (ba) (sh)" + AfterName;
        ProcStat whole = Parse(line);
        for (int length = 0; length < line.Length; length++)
        {
            string cut = line[..length];
            int fields = cut.Length < 15 ? 0 : cut[14..].Count(character => character == ' ') + 1; // the last field may be truncated
            Assert.Equal(fields >= (int)StatField.starttime, TryParse(cut, out ProcStat stat));
            if (fields < (int)StatField.starttime) continue;
            Assert.Equal((whole.Id, whole.State, whole.ParentId, whole.StartTime), (stat.Id, stat.State, stat.ParentId, stat.StartTime));
            foreach (StatField field in Enum.GetValues<StatField>()) Assert.Equal((int)field <= fields, stat.Has(field));
        }
    }

    [Fact]
    public void TryParse_rejects_lines_with_missing_or_misplaced_fields()
    {
        Assert.False(TryParse("12 (a)" + AfterName[2..], out _), "Without the state, a number is in its place.");
        Assert.False(TryParse("(a)" + AfterName, out _));
        Assert.False(TryParse("12 a" + AfterName, out _));
        Assert.False(TryParse("12 )a(" + AfterName, out _));
        Assert.False(TryParse("12 13 (a)" + AfterName, out _));
    }

    [Theory]
    [InlineData(4, "99999999999")]
    [InlineData(4, "-99999999999")]
    [InlineData(4, "1x")]
    [InlineData(4, "+1")]
    [InlineData(4, "-")]
    [InlineData(3, "SS")]
    [InlineData(22, "0x10")]
    [InlineData(22, "9223372036854775807")]
    public void TryParse_rejects_invalid_state_parent_or_start_time(int field, string value) => Assert.False(TryParse(With(field, value), out _));

    [Theory]
    [InlineData(9, "-1")]
    [InlineData(10, "-1")]
    [InlineData(14, "-1")]
    [InlineData(14, "18446744073709551615")]
    [InlineData(17, "-3")]
    [InlineData(20, "-1")]
    [InlineData(24, "-1")]
    [InlineData(9, "4294967296")]
    [InlineData(14, "9223372036854775808")]
    [InlineData(14, "184467440737095516150")]
    [InlineData(14, "x")]
    [InlineData(15, "-9223372036854775807")]
    [InlineData(16, "-")]
    [InlineData(25, "18446744073709551616")]
    [InlineData(25, "-1")]
    [InlineData(52, "99999999999")]
    public void TryParse_with_an_invalid_number_reads_the_others(int unknown, string value)
    {
        ProcStat stat = Parse(With(unknown, value));
        ProcStat whole = Parse(With(22, "123456"));
        foreach (StatField field in Enum.GetValues<StatField>()) Assert.Equal((int)field != unknown, stat.Has(field));
        Assert.Equal(
            (whole.State, whole.ParentId, whole.StartTime, whole.Nice, whole.VirtualSize),
            (stat.State, stat.ParentId, stat.StartTime, stat.Nice, stat.VirtualSize));
    }

    [Fact]
    public void TryParse_accepts_negative_numbers_in_signed_fields()
    {
        string[] fields = Fields(52);
        (fields[8 - 3], fields[18 - 3], fields[19 - 3], fields[38 - 3]) = ("-1", "-100", "-20", "-1");
        ProcStat stat = Parse("1 (a) " + string.Join(' ', fields) + "\n");
        Assert.Equal((-1, -100, -20, -1), (stat.ForegroundGroup, stat.Priority, stat.Nice, stat.ExitSignal));
    }

    [Theory]
    [InlineData('R', ProcessState.Running)]
    [InlineData('D', ProcessState.DiskSleep)]
    [InlineData('T', ProcessState.Stopped)]
    [InlineData('t', ProcessState.Traced)]
    [InlineData('Z', ProcessState.Zombie)]
    [InlineData('X', ProcessState.Dead)]
    [InlineData('x', ProcessState.Dead)]
    [InlineData('I', ProcessState.Idle)]
    [InlineData('P', ProcessState.Parked)]
    [InlineData('W', ProcessState.Waking)]
    [InlineData('K', ProcessState.WakeKill)]
    [InlineData('Q', ProcessState.Unknown)]
    public void State_maps_known_letters_and_is_Unknown_otherwise(char letter, ProcessState state) =>
        Assert.Equal(state, Parse($"1 (a) {letter}{AfterName[2..]}").State);

    [Fact]
    public void TryParse_reads_proc_self_stat()
    {
        ProcStat stat = Parse(File.ReadAllText("/proc/self/stat"));
        Assert.Equal(Environment.ProcessId, stat.Id);
        Assert.True(stat.Has(StatField.guest_time) && stat.Has(StatField.exit_code));
    }

    private static string With(int field, string value)
    {
        string[] fields = Fields(52);
        fields[field - 3] = value;
        return "1 (a) " + string.Join(' ', fields) + "\n";
    }

    private static string[] Fields(int last)
    {
        string[] known = AfterName.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. known.Take(last - 2), .. Enumerable.Repeat("9", Math.Max(0, last - 2 - known.Length))];
    }

    private static bool TryParse(string line, out ProcStat stat) => ProcStat.TryParse(Encoding.UTF8.GetBytes(line), out stat);

    private static ProcStat Parse(string line)
    {
        Assert.True(TryParse(line, out ProcStat stat));
        return stat;
    }
}
