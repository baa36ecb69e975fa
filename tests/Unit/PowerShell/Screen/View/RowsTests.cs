using Vmon.PowerShell.Screen.Frames;
using Vmon.PowerShell.Screen.View;
using Vmon.Tests.PowerShell.Screen.Frames;

namespace Vmon.Tests.PowerShell.Screen.View;

public class RowsTests
{
    // 1 has 2 and 5; 2 has 3 and 4.
    private static MemoryFrames Tree()
    {
        MemoryFrames frames = new();
        frames.Source.Put(1, 0, name: "init");
        frames.Source.Put(2, 1, name: "shell");
        frames.Source.Put(3, 2, name: "worker");
        frames.Source.Put(4, 2, name: "idle");
        frames.Source.Put(5, 1, name: "other");
        _ = frames.Next();
        return frames;
    }

    private static string Ids(Rows rows) => string.Join(' ', Enumerable.Range(0, rows.Count).Select(row => rows.SampleAt(row).Id));

    [Fact]
    public void Tree_is_depth_first()
    {
        using MemoryFrames frames = Tree();
        Rows rows = frames.Rows(new ViewState());
        Assert.Equal("1 2 3 4 5", Ids(rows));
        Assert.Equal([0, 1, 2, 2, 1], Enumerable.Range(0, 5).Select(row => rows[row].Depth));
        Assert.Equal([true, true, false, false, false], Enumerable.Range(0, 5).Select(row => rows[row].HasChildren));
    }

    [Fact]
    public void Lines_go_on_where_a_sibling_follows()
    {
        using MemoryFrames frames = Tree();
        Rows rows = frames.Rows(new ViewState());
        Assert.Equal([true, false, false, true, true], Enumerable.Range(0, 5).Select(row => rows[row].IsLast));
        Assert.NotEqual(0UL, rows[2].Lines & 2);
        Assert.NotEqual(0UL, rows[3].Lines & 2);
    }

    [Fact]
    public void Folded_process_hides_its_descendants()
    {
        using MemoryFrames frames = Tree();
        Rows rows = frames.Rows(new ViewState { Folded = [frames.Key(2)] });
        Assert.Equal("1 2 5", Ids(rows));
        Assert.Equal([false, true, false], Enumerable.Range(0, 3).Select(row => rows[row].IsFolded));
        Assert.Equal(5, rows.Accepted);
    }

    [Fact]
    public void Process_without_children_is_not_folded()
    {
        using MemoryFrames frames = Tree();
        Assert.False(frames.Rows(new ViewState { Folded = [frames.Key(3)] })[2].IsFolded);
    }

    [Theory]
    [InlineData("worker", "1 2 3")]
    [InlineData("WORKER", "1 2 3")]
    [InlineData("5", "1 5")]
    [InlineData("nothing", "")]
    public void Filter_keeps_ancestors_in_a_tree(string text, string ids)
    {
        using MemoryFrames frames = Tree();
        Assert.Equal(ids, Ids(frames.Rows(new ViewState { Filter = new ProcessFilter(text, null) })));
    }

    [Theory]
    [InlineData("worker", 0, 2)]
    [InlineData("o", 1, 2)]
    [InlineData("shell", 2, 1)]
    [InlineData("init", 4, 0)]
    public void New_filter_selects_a_process_that_meets_it(string text, int selected, int row)
    {
        using MemoryFrames frames = Tree();
        ViewState state = Selection.Adjust(new ViewState { SelectedRow = selected }, frames.Rows(new ViewState()), isResorted: false, isRefiltered: false);
        state = state with { Filter = new ProcessFilter(text, null) };
        Rows rows = frames.Rows(state);
        state = Selection.Adjust(state, rows, isResorted: false, isRefiltered: true);
        Assert.Equal(row, state.SelectedRow);
        Assert.Contains(text, rows.SampleAt(row).ProcessName, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, rows.Count).Select(line => rows.SampleAt(line).ProcessName.Contains(text, StringComparison.Ordinal)), Enumerable.Range(0, rows.Count).Select(line => rows[line].IsAccepted));
    }

    [Fact]
    public void Filter_shows_only_matches_in_a_list()
    {
        using MemoryFrames frames = Tree();
        Rows rows = frames.Rows(new ViewState { IsTree = false, Sort = SortField.Id, Filter = new ProcessFilter("e", null) });
        Assert.Equal("2 3 4 5", Ids(rows));
        Assert.Equal(4, rows.Accepted);
    }

    [Fact]
    public void List_is_sorted_with_the_largest_first()
    {
        using MemoryFrames frames = Tree();
        frames.Source.Put(4, 2, user: 30, name: "idle");
        frames.Source.Put(5, 1, user: 70, name: "other");
        _ = frames.Next();
        Assert.Equal("5 4 1 2 3", Ids(frames.Rows(new ViewState { IsTree = false })));
        Assert.Equal("1 2 3 4 5", Ids(frames.Rows(new ViewState { IsTree = false, IsInverted = true })));
        Assert.Equal("4 1 5 2 3", Ids(frames.Rows(new ViewState { IsTree = false, Sort = SortField.Command })));
    }

    [Fact]
    public void Order_is_kept_until_a_key_sorts()
    {
        using MemoryFrames frames = Tree();
        ViewState state = new() { IsTree = false };
        frames.Source.Put(5, 1, user: 70, name: "other");
        _ = frames.Next();
        Rows rows = frames.Rows(state);
        state = state with { Order = rows.Order };
        frames.Source.Put(3, 2, user: 90, name: "worker");
        frames.Source.Put(6, 1, name: "new");
        frames.Source.Put(4, 2, name: "idle");
        _ = frames.Next();
        rows = frames.Rows(state);
        Assert.Equal("5 1 2 3 4 6", Ids(rows));
        Assert.Same(state.Order, rows.Order);
        Assert.Equal("3 1 2 4 5 6", Ids(frames.Rows(state with { Order = null })));
    }

    [Fact]
    public void Order_of_the_first_sample_in_which_no_rate_is_known_is_not_kept()
    {
        using MemoryFrames frames = Tree();
        ViewState state = new() { IsTree = false };
        Assert.Equal("1 2 3 4 5", Ids(frames.Rows(state)));
        state = state with { Order = frames.Rows(state).Order };
        frames.Source.Put(5, 1, user: 70, name: "other");
        _ = frames.Next();
        Assert.Equal("5 1 2 3 4", Ids(frames.Rows(state)));
    }

    [Theory]
    [InlineData((int)Resorting.OnKey, 10, true)]
    [InlineData((int)Resorting.Sometimes, 4, true)]
    [InlineData((int)Resorting.Sometimes, 5, false)]
    [InlineData((int)Resorting.Always, 1, false)]
    [InlineData((int)Resorting.Always, 0, true)]
    public void Order_is_renewed_as_chosen(int resorting, int samples, bool isKept)
    {
        using MemoryFrames frames = Tree();
        ViewState state = new() { IsTree = false, Resorting = (Resorting)resorting };
        _ = frames.Next();
        HeldOrder order = frames.Rows(state).Order!;
        for (int i = 0; i < samples; i++) _ = frames.Next();
        Assert.Equal(isKept, ReferenceEquals(order, frames.Rows(state with { Order = order }).Order));
    }

    [Fact]
    public void Exited_process_stays_below_its_parent_for_some_samples()
    {
        using MemoryFrames frames = Tree();
        frames.Source.Remove(3);
        for (int sample = 0; sample <= Forest.ShownExited; sample++)
        {
            _ = frames.Next();
            Rows rows = frames.Rows(new ViewState());
            int row = rows.IndexOf(ProcessKey.Of(frames.Frames[1]!.Exited.Single()));
            Assert.True(rows.SampleAt(row).HasExited);
            Assert.Equal((2, 2), (rows[row].Depth, rows.SampleAt(rows.Forest.ParentOf(rows[row].Node)).Id));
        }

        _ = frames.Next();
        Assert.Equal("1 2 4 5", Ids(frames.Rows(new ViewState())));
    }

    [Fact]
    public void Kernel_threads_are_shown_on_request()
    {
        using VmonSession session = new(new SessionOptions());
        using ProcessWatch watch = session.Watch(ProcessSelection.Everything);
        watch.Sample();
        Frame frame = Frame.Of(0, default, null, [.. watch.Processes()], null);
        Forest forest = Forest.Of([frame]);
        int all = Rows.Of(forest, new ViewState { ShowsKernelThreads = true }, 0).Count;
        Assert.Equal(frame.Processes.Length, all);
        Rows some = Rows.Of(forest, new ViewState(), 0);
        Assert.Equal(frame.Processes.Count(process => process.IsKernelThread != true), some.Count);
        Assert.Equal(all, Rows.Of(forest, new ViewState { ShowsKernelThreads = true }, 0, some).Count);
    }

    [Fact]
    public void Ten_thousand_processes_have_rows_of_each_kind()
    {
        using MemoryFrames frames = new();
        frames.Source.Put(1, 0);
        for (int id = 2; id <= 10_000; id++) frames.Source.Put(id, id / 2, name: id % 7 == 0 ? "seven" : "p");
        _ = frames.Next();
        Assert.Equal(10_000, frames.Rows(new ViewState()).Count);
        Assert.Equal(10_000, frames.Rows(new ViewState { IsTree = false }).Count);
        Assert.Equal(1428, frames.Rows(new ViewState { IsTree = false, Filter = new ProcessFilter("seven", null) }).Count);
        Assert.Equal(1, frames.Rows(new ViewState { Folded = [frames.Key(1)] }).Count);
    }

    [Fact]
    public void Rows_that_are_used_again_are_the_same_as_new_ones()
    {
        using MemoryFrames frames = new();
        Random random = new(1);
        SortedDictionary<int, int> parents = new() { [1] = 0 };
        frames.Source.Put(1, 0);
        ViewState state = new();
        Rows? earlier = null;
        int used = 0;
        for (int i = 0; i < 1500; i++)
        {
            Change(frames, parents, random);
            Frame frame = frames.Next();
            state = random.Next(40) switch
            {
                < 10 => state with { Folded = [.. parents.Values.Except([0]).Where(_ => random.Next(4) == 0).Select(frames.Key)] },
                10 => state with { IsTree = !state.IsTree },
                11 => state with { Filter = new ProcessFilter(state.Filter.IsNone ? "p1" : "", null) },
                _ => state,
            };
            Rows fresh = frames.Rows(state);
            Rows rows = Rows.Of(Forest.Of(frames.Window(), earlier?.Forest), state, frame.Number, earlier);
            Assert.Equal(Enumerable.Range(0, fresh.Count).Select(row => (fresh[row], fresh.SampleAt(row))), Enumerable.Range(0, rows.Count).Select(row => (rows[row], rows.SampleAt(row))));
            Assert.Equal((fresh.Accepted, fresh.Forest.Count), (rows.Accepted, rows.Forest.Count));
            Assert.All(Enumerable.Range(0, fresh.Forest.Count), node => Assert.Equal((fresh.Forest.ParentOf(node), fresh.Forest.EndOf(node)), (rows.Forest.ParentOf(node), rows.Forest.EndOf(node))));
            if (earlier is not null && rows.Forest.HasPlacesOf(earlier.Forest)) used++;
            earlier = rows;
        }

        Assert.InRange(used, 100, 1400);
    }

    // A process runs, starts, exits, or gets another parent.
    private static void Change(MemoryFrames frames, SortedDictionary<int, int> parents, Random random)
    {
        int last = parents.Keys.Last();
        int id = parents.Keys.ElementAt(random.Next(parents.Count));
        bool isLeaf = last > 1 && !parents.ContainsValue(last);
        switch (random.Next(15))
        {
            case 0 or 1:
                parents[last + 1] = id;
                frames.Source.Put(last + 1, id, name: $"p{last + 1}");
                break;
            case 2 when isLeaf:
                _ = parents.Remove(last);
                frames.Source.Remove(last);
                break;
            case 3 when isLeaf:
                parents[last] = 1;
                frames.Source.Put(last, 1, name: $"p{last}");
                break;
            default:
                frames.Source.Put(id, parents[id], user: random.Next(1000), name: $"p{id}");
                break;
        }
    }
}
