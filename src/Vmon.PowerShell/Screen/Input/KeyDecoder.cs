using System.Buffers;
using System.Text;

namespace Vmon.PowerShell.Screen.Input;

/// <summary>
/// Turns the bytes that a terminal sends into keys: the sequences of xterm, screen, tmux, rxvt and the Linux console, the mouse, and UTF-8. A read can end anywhere. Knows no time: the
/// caller says when a sequence that is not complete is not going to be.
/// </summary>
internal sealed class KeyDecoder
{
    // A longer sequence is no key.
    private const int Longest = 64;
    private const byte Escape = 0x1b;

    private readonly List<byte> _bytes = [];

    /// <summary>Whether bytes are left that can be the beginning of a key.</summary>
    internal bool IsPending => _bytes.Count > 0;

    /// <summary>Adds what was read.</summary>
    internal void Add(ReadOnlySpan<byte> bytes) => _bytes.AddRange(bytes);

    /// <summary>Takes the next key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="isLast">Whether no more bytes are expected soon, so that an ESC is the key Esc.</param>
    internal bool TryTake(out Key key, bool isLast)
    {
        key = default;
        if (_bytes.Count == 0) return false;
        ReadOnlySpan<byte> bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
        int length = Decode(bytes, out key);
        if (length == 0 && bytes.Length >= Longest) length = bytes.Length;
        if (length == 0 && isLast) length = Incomplete(bytes, out key);
        _bytes.RemoveRange(0, length);
        return length > 0;
    }

    // ESC alone is Esc; ESC and the beginning of something is that key with Alt; half a character is none.
    private static int Incomplete(ReadOnlySpan<byte> bytes, out Key key)
    {
        bool isEscape = bytes[0] == Escape;
        key = !isEscape ? new Key(KeyCode.Unknown)
            : bytes.Length == 1 ? new Key(KeyCode.Escape)
            : bytes.Length == 2 && bytes[1] < 0x7f ? new Key(KeyCode.Text, new Rune(bytes[1]), KeyModifiers.Alt)
            : new Key(KeyCode.Unknown);
        return bytes.Length;
    }

    // Returns how many bytes the key has. 0 if it is not complete.
    private static int Decode(ReadOnlySpan<byte> bytes, out Key key)
    {
        key = default;
        if (bytes[0] != Escape) return DecodePlain(bytes, out key);
        if (bytes.Length == 1) return 0;
        switch (bytes[1])
        {
            case (byte)'[':
                return DecodeControl(bytes, out key);
            case (byte)'O':
                if (bytes.Length < 3) return 0;
                key = Single(bytes[2]) is var code and not KeyCode.Unknown ? new Key(code) : new Key(Lower(bytes[2]), default, KeyModifiers.Control);
                return 3;
            case Escape:
                key = new Key(KeyCode.Escape);
                return 1;
            default:
                int length = DecodePlain(bytes[1..], out key);
                key = key with { Modifiers = key.Modifiers | KeyModifiers.Alt };
                return length == 0 ? 0 : length + 1;
        }
    }

    private static int DecodePlain(ReadOnlySpan<byte> bytes, out Key key)
    {
        byte first = bytes[0];
        key = first switch
        {
            0x0d or 0x0a => new Key(KeyCode.Enter),
            0x09 => new Key(KeyCode.Tab),
            0x7f or 0x08 => new Key(KeyCode.Backspace),
            0 => Key.Control(' '),
            < 0x1b => Key.Control((char)(first + 0x60)),
            < 0x20 => Key.Control((char)(first + 0x40)),
            < 0x7f => Key.Of((char)first),
            _ => default,
        };
        if (first < 0x80) return 1;
        OperationStatus status = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length);
        if (status == OperationStatus.NeedMoreData) return 0;
        key = status == OperationStatus.Done && rune.Value >= 0xa0 ? new Key(KeyCode.Text, rune) : new Key(KeyCode.Unknown);
        return length;
    }

    // CSI: parameters 0x30 to 0x3f, intermediate bytes 0x20 to 0x2f, and a final one. The Linux console has ESC [ [ A for F1, and the old mouse ESC [ M with three bytes.
    private static int DecodeControl(ReadOnlySpan<byte> bytes, out Key key)
    {
        key = new Key(KeyCode.Unknown);
        if (bytes.Length < 3) return 0;
        if (bytes[2] == '[')
        {
            if (bytes.Length < 4) return 0;
            if (bytes[3] is >= (byte)'A' and <= (byte)'E') key = new Key(KeyCode.F1 + (bytes[3] - 'A'));
            return 4;
        }

        if (bytes[2] == 'M') return DecodeOldMouse(bytes, out key);
        int end = 2;
        while (end < bytes.Length && bytes[end] is >= 0x20 and < 0x40) end++;
        if (end == bytes.Length) return 0;

        // Another ESC or a control character ends a sequence that was cut off. rxvt ends keys with Shift by $, an intermediate byte.
        if (bytes[end] < 0x20) return end;
        ReadOnlySpan<byte> parameters = bytes[2..end];
        key = parameters is [(byte)'<', ..] ? Mouse(parameters[1..], isPressed: bytes[end] == 'M') : Sequence(parameters, bytes[end]);
        return end + 1;
    }

    private static Key Sequence(ReadOnlySpan<byte> parameters, byte final)
    {
        (int first, int second) = Numbers(parameters);
        KeyModifiers modifiers = second is > 1 and <= 8 ? (KeyModifiers)(second - 1) : KeyModifiers.None;
        return final switch
        {
            (byte)'~' => new Key(Numbered(first), default, modifiers),
            (byte)'Z' => new Key(KeyCode.BackTab),
            (byte)'^' => new Key(Numbered(first), default, KeyModifiers.Control),
            >= (byte)'a' and <= (byte)'d' when parameters.IsEmpty => new Key(Lower(final), default, KeyModifiers.Shift),
            _ => new Key(Single(final), default, modifiers),
        };
    }

    private static KeyCode Single(byte final) => final switch
    {
        (byte)'A' => KeyCode.Up,
        (byte)'B' => KeyCode.Down,
        (byte)'C' => KeyCode.Right,
        (byte)'D' => KeyCode.Left,
        (byte)'H' => KeyCode.Home,
        (byte)'F' => KeyCode.End,
        (byte)'M' => KeyCode.Enter,
        >= (byte)'P' and <= (byte)'S' => KeyCode.F1 + (final - 'P'),
        _ => KeyCode.Unknown,
    };

    // rxvt: the arrows with Shift (CSI) or Ctrl (SS3).
    private static KeyCode Lower(byte final) => final is >= (byte)'a' and <= (byte)'d' ? Single((byte)(final - 0x20)) : KeyCode.Unknown;

    private static KeyCode Numbered(int number) => number switch
    {
        1 or 7 => KeyCode.Home,
        2 => KeyCode.Insert,
        3 => KeyCode.Delete,
        4 or 8 => KeyCode.End,
        5 => KeyCode.PageUp,
        6 => KeyCode.PageDown,
        >= 11 and <= 15 => KeyCode.F1 + (number - 11),
        >= 17 and <= 21 => KeyCode.F6 + (number - 17),
        23 or 24 => KeyCode.F11 + (number - 23),
        _ => KeyCode.Unknown,
    };

    // SGR: button;column;row
    private static Key Mouse(ReadOnlySpan<byte> parameters, bool isPressed)
    {
        int separator = parameters.IndexOf((byte)';');
        if (separator < 0) return default;
        (int button, _) = Numbers(parameters[..separator]);
        (int x, int y) = Numbers(parameters[(separator + 1)..]);
        return OfButton(button, isPressed, x - 1, y - 1);
    }

    private static int DecodeOldMouse(ReadOnlySpan<byte> bytes, out Key key)
    {
        key = default;
        if (bytes.Length < 6) return 0;
        key = OfButton(bytes[3] - 32, isPressed: true, bytes[4] - 33, bytes[5] - 33);
        return 6;
    }

    private static Key OfButton(int button, bool isPressed, int x, int y) => (button & ~0x1c) switch
    {
        0 when isPressed => new Key(KeyCode.Click, default, KeyModifiers.None, x, y),
        64 => new Key(KeyCode.WheelUp, default, KeyModifiers.None, x, y),
        65 => new Key(KeyCode.WheelDown, default, KeyModifiers.None, x, y),
        _ => new Key(KeyCode.Unknown),
    };

    // The first two of the numbers; 0 for one that is missing.
    private static (int First, int Second) Numbers(ReadOnlySpan<byte> text)
    {
        Span<int> numbers = stackalloc int[2];
        int at = 0;
        foreach (byte one in text)
        {
            if (one == ';') at++;
            if (at == numbers.Length) break;
            if (one is >= (byte)'0' and <= (byte)'9' && numbers[at] < 100_000) numbers[at] = (numbers[at] * 10) + (one - '0');
        }

        return (numbers[0], numbers[1]);
    }
}
