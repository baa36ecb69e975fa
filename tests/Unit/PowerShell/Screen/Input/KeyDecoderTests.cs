using System.Text;
using Vmon.PowerShell.Screen.Input;

namespace Vmon.Tests.PowerShell.Screen.Input;

public class KeyDecoderTests
{
    private static List<Key> Decode(params string[] reads)
    {
        KeyDecoder decoder = new();
        List<Key> keys = [];
        foreach (string read in reads)
        {
            decoder.Add(Encoding.Latin1.GetBytes(read));
            while (decoder.TryTake(out Key key, isLast: false)) keys.Add(key);
        }

        while (decoder.TryTake(out Key key, isLast: true)) keys.Add(key);
        Assert.False(decoder.IsPending);
        return keys;
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData(" ", "Space")]
    [InlineData("\r", "Enter")]
    [InlineData("\n", "Enter")]
    [InlineData("\t", "Tab")]
    [InlineData("\x7f", "Backspace")]
    [InlineData("\b", "Backspace")]
    [InlineData("\e", "Esc")]
    [InlineData("\x03", "Ctrl+C")]
    [InlineData("\x0c", "Ctrl+L")]
    [InlineData("\e[A", "Up")]
    [InlineData("\eOA", "Up")]
    [InlineData("\e[B", "Down")]
    [InlineData("\eOD", "Left")]
    [InlineData("\e[C", "Right")]
    [InlineData("\e[1;5C", "Ctrl+Right")]
    [InlineData("\e[1;2D", "Shift+Left")]
    [InlineData("\e[d", "Shift+Left")]
    [InlineData("\eOd", "Ctrl+Left")]
    [InlineData("\e[H", "Home")]
    [InlineData("\e[1~", "Home")]
    [InlineData("\e[7~", "Home")]
    [InlineData("\eOF", "End")]
    [InlineData("\e[4~", "End")]
    [InlineData("\e[3~", "Delete")]
    [InlineData("\e[5~", "PgUp")]
    [InlineData("\e[6~", "PgDn")]
    [InlineData("\eOP", "F1")]
    [InlineData("\e[11~", "F1")]
    [InlineData("\e[[A", "F1")]
    [InlineData("\e[[E", "F5")]
    [InlineData("\e[15~", "F5")]
    [InlineData("\e[17~", "F6")]
    [InlineData("\e[20~", "F9")]
    [InlineData("\e[21~", "F10")]
    [InlineData("\e[24~", "F12")]
    [InlineData("\e[Z", "BackTab")]
    [InlineData("\ex", "Alt+x")]
    public void Sequences_of_terminals_are_keys(string bytes, string key) => Assert.Equal(key, Assert.Single(Decode(bytes)).ToString());

    [Theory]
    [InlineData("\e[1;5C")]
    [InlineData("\e[21~")]
    [InlineData("\eOP")]
    [InlineData("\e[[A")]
    [InlineData("\e[<0;12;5M")]
    [InlineData("\xe6\x97\xa5")]
    [InlineData("\xf0\x9f\x9a\x80")]
    public void Read_can_end_anywhere_in_a_key(string bytes)
    {
        Key whole = Assert.Single(Decode(bytes));
        Assert.NotEqual(KeyCode.Unknown, whole.Code);
        Assert.Equal(whole, Assert.Single(Decode([.. bytes.Select(one => one.ToString())])));
        for (int cut = 1; cut < bytes.Length; cut++) Assert.Equal(whole, Assert.Single(Decode(bytes[..cut], bytes[cut..])));
    }

    [Fact]
    public void Keys_in_one_read_are_all_taken() => Assert.Equal("Up a Down Esc Up Ctrl+C", string.Join(' ', Decode("\e[Aa\eOB\e\e[A\x03")));

    [Fact]
    public void Characters_of_UTF8_are_text()
    {
        Key key = Assert.Single(Decode("\xe6\x97\xa5"));
        Assert.Equal((KeyCode.Text, "日"), (key.Code, key.Rune.ToString()));
    }

    [Theory]
    [InlineData("\xff")]
    [InlineData("\xc3")]
    [InlineData("\x9b")]
    [InlineData("\e[99~")]
    [InlineData("\e[?1;2c")]
    [InlineData("\e[")]
    [InlineData("\e[1;5")]
    [InlineData("\e[200~")]
    public void Unknown_bytes_type_nothing(string bytes) => Assert.All(Decode(bytes), key => Assert.True(key.Code is KeyCode.Unknown || key.Modifiers == KeyModifiers.Alt, key.ToString()));

    [Fact]
    public void Mouse_has_its_place()
    {
        Assert.Equal(new Key(KeyCode.Click, default, KeyModifiers.None, 11, 4), Assert.Single(Decode("\e[<0;12;5M")));
        Assert.Equal(new Key(KeyCode.Click, default, KeyModifiers.None, 11, 4), Assert.Single(Decode("\e[M \x2c\x25")));
        Assert.Equal(KeyCode.Unknown, Assert.Single(Decode("\e[<0;12;5m")).Code);
        Assert.Equal(KeyCode.WheelDown, Assert.Single(Decode("\e[<65;1;1M")).Code);
        Assert.Equal(new Key(KeyCode.Click, default, KeyModifiers.None, 299, 99), Assert.Single(Decode("\e[<0;300;100M")));
    }

    [Fact]
    public void Sequence_without_end_is_dropped()
    {
        KeyDecoder decoder = new();
        decoder.Add(Encoding.ASCII.GetBytes("\e[" + new string('1', 10_000)));
        while (decoder.TryTake(out _, isLast: false))
        {
        }

        Assert.False(decoder.IsPending);
    }

    [Fact]
    public void Any_bytes_are_decoded_to_their_end()
    {
        Random random = new(20261129);
        byte[] bytes = new byte[200];
        for (int run = 0; run < 2000; run++)
        {
            random.NextBytes(bytes);
            for (int i = 0; i < bytes.Length; i += random.Next(1, 9)) bytes[i] = 0x1b;
            KeyDecoder decoder = new();
            decoder.Add(bytes);
            int keys = 0;
            while (decoder.TryTake(out _, isLast: true)) keys++;
            Assert.InRange(keys, 1, bytes.Length);
            Assert.False(decoder.IsPending);
        }
    }
}
