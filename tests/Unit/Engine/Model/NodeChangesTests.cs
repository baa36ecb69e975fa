using System.Text;
using Vmon.Fields;
using Vmon.Model;
using Vmon.Parsing;
using Vmon.Parsing.Processes;
using Vmon.ProcFs;
using Vmon.Sources;

namespace Vmon.Tests.Engine.Model;

public class NodeChangesTests
{
    private static readonly (StatField Field, ProcessChanges Change)[] OfStat = ChangeTable.Of<ProcessChanges, StatField>();

    public static TheoryData<int> Columns => [.. OfStat.Where(entry => entry.Field != StatField.state).Select(entry => (int)entry.Field)];

    // A line without a parent is malformed.
    public static TheoryData<int> OptionalColumns => [.. Columns.Select(column => column.Data).Where(column => (StatField)column != StatField.ppid)];

    [Theory]
    [MemberData(nameof(Columns))]
    public void A_column_of_stat_that_differs_sets_its_flag_and_no_other(int column)
    {
        RecordPair<ProcStat> reading = Pair<ProcStat>(Line(column, "7"), Line(column, "8"));
        Assert.Equal(OfStat.Single(entry => (int)entry.Field == column).Change, NodeChanges.Of(reading));
    }

    [Theory]
    [MemberData(nameof(OptionalColumns))]
    public void A_column_that_is_unknown_in_one_record_has_not_changed(int column)
    {
        RecordPair<ProcStat> reading = Pair<ProcStat>(Line(column, "7"), Line(column, "x"));
        Assert.Equal(ProcessChanges.None, NodeChanges.Of(reading));
    }

    [Fact]
    public void Another_state_sets_State() =>
        Assert.Equal(ProcessChanges.State, NodeChanges.Of(Pair<ProcStat>(Line(0, ""), Line(0, "").Replace(" S ", " R ", StringComparison.Ordinal))));

    [Theory]
    [InlineData("1 2 3 4 0 5 0\n", "1 3 3 4 0 5 0\n", ProcessChanges.WorkingSet)]
    [InlineData("1 2 3 4 0 5 0\n", "2 2 3 4 0 6 0\n", ProcessChanges.VirtualMemory | ProcessChanges.DataMemory)]
    [InlineData("1 2 3 4 0 5 0\n", "1 2 3 4 0 5 0\n", ProcessChanges.None)]
    [InlineData("1 2 3 4 0 5 0\n", "1 2 x 4 0 5 0\n", ProcessChanges.None)]
    public void Sizes_of_statm_set_their_flags(string before, string now, ProcessChanges changes) =>
        Assert.Equal(changes, NodeChanges.Of(Pair<ProcStatm>(before, now)));

    [Fact]
    public void Each_counter_of_io_sets_its_flag()
    {
        foreach ((IoField field, ProcessChanges change) in ChangeTable.Of<ProcessChanges, IoField>())
            Assert.Equal(change, NodeChanges.Of(Pair<ProcIo>($"{field}: 1\n", $"{field}: 2\n")));
        Assert.Equal(Enum.GetValues<IoField>(), ChangeTable.Of<ProcessChanges, IoField>().Select(entry => entry.Field));
    }

    [Fact]
    public void Records_of_different_intervals_are_not_compared()
    {
        RecordPair<ProcIo> reading = Pair<ProcIo>("rchar: 1\n", "rchar: 2\n");
        Assert.Equal(ProcessChanges.None, NodeChanges.Of(reading.Frozen()));
    }

    private static string Line(int column, string value) =>
        "1 (a) S " + string.Join(' ', Enumerable.Range(4, 49).Select(number => number == column ? value : "1")) + "\n";

    private static RecordPair<T> Pair<T>(string before, string now)
        where T : unmanaged, IProcRecord<T>
    {
        Reading<T> reading = default;
        Assert.True(T.TryParse(Encoding.UTF8.GetBytes(before), out T then));
        Assert.True(T.TryParse(Encoding.UTF8.GetBytes(now), out T current));
        reading.Advance(then);
        reading.Advance(current);
        Assert.Equal((ReadStatus.Ok, true), (reading.Status, reading.IsPaired));
        return reading.Pair;
    }
}
