using System.Globalization;
using System.Text;
using Vmon.PowerShell.Screen.Input;
using Vmon.PowerShell.Screen.View;
using Vmon.PowerShell.Text;

namespace Vmon.PowerShell.Screen.Keys;

/// <summary>What keys do while something is asked.</summary>
internal static class DialogKeys
{
    // A condition that is longer belongs into a script.
    private const int LongestText = 500;
    private const int Page = 10;

    internal static ViewState Apply(ViewState state, Key key, ViewContext context, out Effect? effect)
    {
        effect = null;
        if (key == Key.Control('c')) effect = new QuitEffect(IsInterrupt: true);
        return state.Dialog switch
        {
            Prompt prompt => Apply(state, prompt, key, context, out effect),
            Picker picker => Apply(state, picker, key, context),
            SignalQuestion question => Apply(state, question, key, out effect),
            HelpPage page => Apply(state, page, key),
            _ => state,
        };
    }

    private static ViewState Apply(ViewState state, Prompt prompt, Key key, ViewContext context, out Effect? effect)
    {
        effect = key == Key.Control('c') ? new QuitEffect(IsInterrupt: true) : null;
        switch (key.Code)
        {
            case KeyCode.Escape:
                if (prompt.Kind == PromptKind.Filter) effect = new FilterEffect("");
                return state with { Dialog = null, Message = "" };
            case KeyCode.Enter:
                if (prompt.Kind == PromptKind.Filter) effect = new FilterEffect(prompt.Text);
                return state with { Dialog = null };
            case KeyCode.F3 when prompt.Kind == PromptKind.Search:
                return ViewCommands.Find(state with { Message = "" }, context, state.SelectedRow + 1);
        }

        Prompt edited = Edit(prompt, key);
        if (edited == prompt) return state;
        state = state with { Dialog = edited, Message = "" };
        if (edited.Kind == PromptKind.Search)
            return edited.Text.Length == 0 ? state with { Search = "" } : ViewCommands.Find(state with { Search = edited.Text }, context, state.SelectedRow);

        // A text filters while it is typed; a condition when it is complete.
        if (edited.Text != prompt.Text && !ProcessFilter.IsCondition(edited.Text)) effect = new FilterEffect(edited.Text);
        return state;
    }

    private static Prompt Edit(Prompt prompt, Key key)
    {
        (string text, int cursor) = (prompt.Text, prompt.Cursor);
        switch (key)
        {
            case { Code: KeyCode.Left }:
                return prompt with { Cursor = Before(text, cursor) };
            case { Code: KeyCode.Right }:
                return prompt with { Cursor = After(text, cursor) };
            case { Code: KeyCode.Home } or { Rune.Value: 'a', Modifiers: KeyModifiers.Control }:
                return prompt with { Cursor = 0 };
            case { Code: KeyCode.End } or { Rune.Value: 'e', Modifiers: KeyModifiers.Control }:
                return prompt with { Cursor = text.Length };
            case { Code: KeyCode.Backspace }:
                int before = Before(text, cursor);
                return prompt with { Text = text.Remove(before, cursor - before), Cursor = before };
            case { Code: KeyCode.Delete }:
                return prompt with { Text = text.Remove(cursor, After(text, cursor) - cursor) };
            case { Rune.Value: 'u', Modifiers: KeyModifiers.Control }:
                return prompt with { Text = text[cursor..], Cursor = 0 };
            case { Code: KeyCode.Text, Modifiers: KeyModifiers.None } when text.Length < LongestText:
                string typed = key.Rune.ToString();
                return prompt with { Text = text.Insert(cursor, typed), Cursor = cursor + typed.Length };
            default:
                return prompt;
        }
    }

    private static int Before(string text, int cursor) => cursor == 0 ? 0 : cursor - (cursor > 1 && char.IsLowSurrogate(text[cursor - 1]) ? 2 : 1);

    private static int After(string text, int cursor) => cursor == text.Length ? cursor : cursor + (char.IsHighSurrogate(text[cursor]) && cursor + 1 < text.Length ? 2 : 1);

    private static ViewState Apply(ViewState state, Picker picker, Key key, ViewContext context)
    {
        int last = picker.Items.Count - 1;
        int index = key.Code switch
        {
            KeyCode.Up or KeyCode.WheelUp => picker.Index - 1,
            KeyCode.Down or KeyCode.WheelDown => picker.Index + 1,
            KeyCode.PageUp => picker.Index - Page,
            KeyCode.PageDown => picker.Index + Page,
            KeyCode.Home => 0,
            KeyCode.End => last,
            KeyCode.Text when key.Modifiers == KeyModifiers.None => Typed(picker, key.Rune),
            _ => picker.Index,
        };
        return key.Code switch
        {
            KeyCode.Escape => state with { Dialog = null },
            KeyCode.Text when key == Key.Of('q') && picker.Kind != PickerKind.User => state with { Dialog = null },
            KeyCode.Enter => Choose(state, picker, context),
            _ => state with { Dialog = picker with { Index = Math.Clamp(index, 0, last) } },
        };
    }

    // The next choice that begins with the letter, after its number and the SIG that all signals have.
    private static int Typed(Picker picker, Rune letter)
    {
        for (int i = 1; i <= picker.Items.Count; i++)
        {
            int at = (picker.Index + i) % picker.Items.Count;
            string item = picker.Items[at].TrimStart();
            string name = picker.Kind == PickerKind.Signal ? item[(item.IndexOf("SIG", StringComparison.Ordinal) + 3)..] : item;
            if (name.StartsWith(letter.ToString(), StringComparison.OrdinalIgnoreCase) || (Rune.IsDigit(letter) && item.StartsWith(letter.ToString(), StringComparison.Ordinal))) return at;
        }

        return picker.Index;
    }

    private static ViewState Choose(ViewState state, Picker picker, ViewContext context)
    {
        state = state with { Dialog = null };
        return picker.Kind switch
        {
            PickerKind.User => state with { User = picker.Index == 0 ? null : picker.Items[picker.Index], Order = null },
            PickerKind.Sort => ViewCommands.Sort(state, (SortField)picker.Index),
            _ => Ask(state, picker, SignalList.At(picker.Index), context),
        };
    }

    private static ViewState Ask(ViewState state, Picker picker, Signals signal, ViewContext context)
    {
        string whom = picker.Targets.Count == 1 && context.Find(picker.Targets[0]) is { } process
            ? ProcessText.Of(process)
            : string.Create(CultureInfo.InvariantCulture, $"{picker.Targets.Count} processes");
        return state with { Dialog = new SignalQuestion(signal, picker.Targets, $"Send {SignalName.Of(signal)} to {whom}? (y/n)") };
    }

    private static ViewState Apply(ViewState state, SignalQuestion question, Key key, out Effect? effect)
    {
        effect = key == Key.Control('c') ? new QuitEffect(IsInterrupt: true) : null;
        if (key == Key.Of('y') || key == Key.Of('Y')) effect = new SignalEffect(question.Signal, question.Targets);
        return key.Code == KeyCode.Unknown ? state : state with { Dialog = null, Message = effect is SignalEffect ? "" : "No signal was sent." };
    }

    private static ViewState Apply(ViewState state, HelpPage page, Key key)
    {
        int top = key.Code switch
        {
            KeyCode.Up or KeyCode.WheelUp => page.Top - 1,
            KeyCode.Down or KeyCode.WheelDown => page.Top + 1,
            KeyCode.PageUp => page.Top - Page,
            KeyCode.PageDown or KeyCode.Text when key.Code == KeyCode.PageDown || key == Key.Of(' ') => page.Top + Page,
            KeyCode.Home => 0,
            KeyCode.Unknown => page.Top,
            _ => -1,
        };
        bool isClosed = top == -1 && key.Code is not (KeyCode.Up or KeyCode.WheelUp or KeyCode.PageUp);
        return state with { Dialog = isClosed ? null : page with { Top = Math.Clamp(top, 0, KeyTable.All.Length) } };
    }
}
