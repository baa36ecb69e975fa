using System.Text;
using Vmon.PowerShell.Screen.Input;
using Vmon.PowerShell.Screen.Keys;
using Vmon.PowerShell.Screen.View;
using Vmon.Tests.PowerShell.Screen.Frames;

namespace Vmon.Tests.PowerShell.Screen.Keys;

public sealed class ViewCommandsTests : IDisposable
{
    private readonly MemoryFrames _frames = new();
    private ViewState _state = new();

    public ViewCommandsTests()
    {
        _frames.Source.Put(1, 0, name: "init");
        _frames.Source.Put(2, 1, name: "shell");
        _frames.Source.Put(3, 2, name: "worker");
        _frames.Source.Put(4, 1, name: "other");
        _ = _frames.Next();
        Refresh();
    }

    public void Dispose() => _frames.Dispose();

    private ViewContext Context => new(_frames.Rows(_state), _frames.Last, 2);

    private int Selected => _state.Selected!.Value.Process.Id;

    private void Refresh() => _state = Selection.Adjust(_state, _frames.Rows(_state), isResorted: false, isRefiltered: false);

    private Effect? Press(params Key[] keys)
    {
        Effect? effect = null;
        foreach (Key key in keys)
        {
            _state = _state.Dialog is null ? ViewCommands.Apply(_state, KeyTable.Of(key), Context, out effect) : DialogKeys.Apply(_state, key, Context, out effect);
            Refresh();
        }

        return effect;
    }

    private Effect? Type(string text) => Press([.. text.EnumerateRunes().Select(rune => new Key(KeyCode.Text, rune))]);

    [Fact]
    public void Arrows_and_pages_stay_within_the_list()
    {
        Assert.Equal(1, Selected);
        _ = Press(new Key(KeyCode.Up));
        Assert.Equal(1, Selected);
        _ = Press(new Key(KeyCode.Down), new Key(KeyCode.PageDown));
        Assert.Equal(4, Selected);
        _ = Press(new Key(KeyCode.Down));
        Assert.Equal(4, Selected);
        _ = Press(new Key(KeyCode.Home));
        Assert.Equal(1, Selected);
        _ = Press(new Key(KeyCode.End));
        Assert.Equal(4, Selected);
    }

    [Fact]
    public void Fold_of_a_leaf_folds_its_parent()
    {
        _ = Press(new Key(KeyCode.Down), new Key(KeyCode.Down), Key.Of('-'));
        Assert.Equal([_frames.Key(2)], _state.Folded);
        Assert.Equal(2, Selected);
        _ = Press(Key.Of('+'));
        Assert.Empty(_state.Folded);
    }

    [Fact]
    public void Search_goes_to_the_match_and_to_the_next()
    {
        _ = Type("/er");
        Assert.Equal(3, Selected);
        _ = Press(new Key(KeyCode.Enter), Key.Of('n'));
        Assert.Equal(4, Selected);
        _ = Press(Key.Of('n'));
        Assert.Equal(3, Selected);
    }

    [Fact]
    public void Search_without_match_says_so_and_stays()
    {
        _ = Type("/zzz");
        Assert.Equal(1, Selected);
        Assert.Contains("zzz", _state.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_filters_while_it_is_typed_and_a_condition_when_it_is_complete()
    {
        Assert.Equal("sh", Assert.IsType<FilterEffect>(Type("\\sh")).Text);
        _ = Press(Key.Control('u'));
        Assert.Null(Type("{ $true }"));
        Assert.Equal("{ $true }", Assert.IsType<FilterEffect>(Press(new Key(KeyCode.Enter))).Text);
        Assert.Null(_state.Dialog);
    }

    [Fact]
    public void Escape_removes_the_filter()
    {
        _ = Type("\\sh");
        Assert.Equal("", Assert.IsType<FilterEffect>(Press(new Key(KeyCode.Escape))).Text);
    }

    [Fact]
    public void Line_is_edited_in_the_middle()
    {
        _ = Type("/日ab");
        _ = Press(new Key(KeyCode.Left), new Key(KeyCode.Backspace), new Key(KeyCode.Left), new Key(KeyCode.Delete));
        Assert.Equal(("b", 0), (((Prompt)_state.Dialog!).Text, ((Prompt)_state.Dialog).Cursor));
        _ = Press(new Key(KeyCode.End), new Key(KeyCode.Text, new Rune(0x1f680)), new Key(KeyCode.Backspace));
        Assert.Equal("b", ((Prompt)_state.Dialog!).Text);
    }

    [Fact]
    public void Sorting_makes_a_list_and_tree_returns()
    {
        _ = Press(Key.Of('M'));
        Assert.Equal((false, SortField.Memory), (_state.IsTree, _state.Sort));
        _ = Press(new Key(KeyCode.F5));
        Assert.True(_state.IsTree);
    }

    [Fact]
    public void Inverted_order_is_the_usual_one_again_when_another_key_sorts()
    {
        _ = Press(Key.Of('M'), Key.Of('I'));
        Assert.True(_state.IsInverted);
        _ = Press(Key.Of('P'));
        Assert.False(_state.IsInverted);
    }

    [Fact]
    public void Signal_is_sent_to_the_selected_process_after_the_question()
    {
        _ = Press(new Key(KeyCode.Down), Key.Of('k'), new Key(KeyCode.Enter));
        SignalQuestion question = Assert.IsType<SignalQuestion>(_state.Dialog);
        Assert.Contains("SIGTERM to shell (2)", question.Question, StringComparison.Ordinal);
        SignalEffect effect = Assert.IsType<SignalEffect>(Press(Key.Of('y')));
        Assert.Equal((Signals.SIGTERM, _frames.Key(2)), (effect.Signal, Assert.Single(effect.Targets)));
    }

    [Theory]
    [InlineData('n')]
    [InlineData(' ')]
    [InlineData('k')]
    public void Any_other_answer_sends_no_signal(char answer)
    {
        Assert.Null(Press(Key.Of('k'), new Key(KeyCode.Enter), Key.Of(answer)));
        Assert.Null(_state.Dialog);
    }

    [Fact]
    public void Signal_is_chosen_by_its_first_letter()
    {
        _ = Press(Key.Of('k'), Key.Of('k'), new Key(KeyCode.Enter));
        Assert.Equal(Signals.SIGKILL, Assert.IsType<SignalQuestion>(_state.Dialog).Signal);
    }

    [Fact]
    public void Signal_is_sent_to_the_tagged_processes()
    {
        _ = Press(Key.Of(' '), Key.Of(' '), Key.Of('k'), new Key(KeyCode.Enter));
        Assert.Equal([_frames.Key(1), _frames.Key(2)], Assert.IsType<SignalEffect>(Press(Key.Of('y'))).Targets.OrderBy(target => target.Process.Id));
    }

    [Fact]
    public void Subtree_is_tagged_and_untagged()
    {
        _ = Press(new Key(KeyCode.Down), Key.Of('c'));
        Assert.Equal([2, 3], _state.Tagged.Select(tagged => tagged.Process.Id).Order());
        _ = Press(Key.Of('U'));
        Assert.Empty(_state.Tagged);
    }

    [Fact]
    public void Selection_stays_with_its_process_when_others_appear_and_on_its_line_when_it_is_gone()
    {
        _ = Press(new Key(KeyCode.End));
        _frames.Source.Put(5, 2, name: "new");
        _ = _frames.Next();
        Refresh();
        Assert.Equal((4, 4), (Selected, _state.SelectedRow));
        _frames.Source.Remove(4);
        for (int i = 0; i <= Forest.ShownExited + 1; i++) _ = _frames.Next();
        Refresh();
        Assert.Equal((5, 3), (Selected, _state.SelectedRow));
    }

    [Fact]
    public void Sorted_again_the_selection_stays_on_its_line_unless_it_follows()
    {
        _ = Press(Key.Of('N'), new Key(KeyCode.Down));
        Rows sorted = _frames.Rows(_state with { IsInverted = true, Order = null });
        Assert.Equal(3, Selection.Adjust(_state, sorted, isResorted: true, isRefiltered: false).Selected!.Value.Process.Id);
        Assert.Equal(2, Selection.Adjust(_state with { Follows = true }, sorted, isResorted: true, isRefiltered: false).Selected!.Value.Process.Id);
    }

    [Theory]
    [InlineData(0, 0, 10, 5, 0)]
    [InlineData(4, 0, 10, 5, 0)]
    [InlineData(5, 0, 10, 5, 1)]
    [InlineData(2, 4, 10, 5, 2)]
    [InlineData(2, 9, 3, 5, 0)]
    public void List_moves_as_little_as_possible(int selected, int top, int rows, int height, int expected)
    {
        using MemoryFrames frames = new();
        for (int id = 1; id <= rows; id++) frames.Source.Put(id, 0);
        _ = frames.Next();
        Assert.Equal(expected, Selection.Scroll(new ViewState { SelectedRow = selected, Top = top }, frames.Rows(new ViewState()), height).Top);
    }

    [Theory]
    [InlineData((int)KeyCode.Left, (int)KeyModifiers.None, -1)]
    [InlineData((int)KeyCode.Right, (int)KeyModifiers.None, 1)]
    [InlineData((int)KeyCode.Left, (int)KeyModifiers.Shift, -10)]
    [InlineData((int)KeyCode.Right, (int)KeyModifiers.Control, 10)]
    public void Arrows_move_through_time(int code, int modifiers, int samples) => Assert.Equal(samples, Assert.IsType<MoveEffect>(Press(new Key((KeyCode)code, default, (KeyModifiers)modifiers))).Samples);

    [Fact]
    public void Help_is_closed_by_any_key()
    {
        _ = Press(Key.Of('?'), new Key(KeyCode.Down));
        Assert.Equal(1, Assert.IsType<HelpPage>(_state.Dialog).Top);
        _ = Press(Key.Of('x'));
        Assert.Null(_state.Dialog);
    }

    [Fact]
    public void Interrupt_ends_it_also_while_something_is_asked()
    {
        Assert.True(Assert.IsType<QuitEffect>(Press(Key.Control('c'))).IsInterrupt);
        foreach (char key in "/\\u?k>") Assert.True(Assert.IsType<QuitEffect>(Press(Key.Of(key), Key.Control('c'))).IsInterrupt);
    }
}
