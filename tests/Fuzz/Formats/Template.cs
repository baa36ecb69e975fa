using System.Text;

namespace Vmon.Fuzz.Formats;

/// <summary>
/// The content of a file, with its fields in braces: {pid:i}. The letter is a kind of field in <see cref="ExampleOf"/>. A name that begins with
/// _ is a field that no parser reads. With =, the field contains its name, which identifies the line.
/// </summary>
internal sealed class Template
{
    internal Template(string text)
    {
        List<Piece> pieces = [];
        while (text.IndexOf('{', StringComparison.Ordinal) is var open and >= 0)
        {
            int close = text.IndexOf('}', StringComparison.Ordinal);
            string name = text[(open + 1)..(close - 2)];
            char kind = text[close - 1];
            if (open > 0) pieces.Add(new(Encoding.UTF8.GetBytes(text[..open])));
            pieces.Add(new(Encoding.UTF8.GetBytes(kind == '=' ? name : ExampleOf(kind)), name.StartsWith('_') ? "" : name, kind));
            text = text[(close + 1)..];
        }

        if (text.Length > 0) pieces.Add(new(Encoding.UTF8.GetBytes(text)));
        Pieces = [.. pieces];
    }

    internal IReadOnlyList<Piece> Pieces { get; }

    internal byte[] Example => Join(Pieces);

    internal static byte[] Join(IEnumerable<Piece> pieces) => [.. pieces.SelectMany(piece => piece.Bytes)];

    /// <summary>The text that a parser returns for a field.</summary>
    internal static string ParsedText(Piece field)
    {
        string text = ProcText.Decode(field.Bytes);
        if (field.IsText || field.Kind is 'd' or '=') return text;
        string digits = text.TrimStart('-').TrimStart('0').ToLowerInvariant();
        return (text.StartsWith('-') ? "-" : "") + (digits.Length == 0 ? "0" : digits);
    }

    private static string ExampleOf(char kind) => kind switch
    {
        'i' => "1234",              // 31 bits
        'l' => "5969861",           // 63 bits
        't' => "123456",            // clock ticks
        'b' => "1763999999",        // seconds since 1970
        's' => "-20",               // 32 bits with a sign
        'a' => "-998",              // oom_score_adj
        'L' => "1024",              // 64 bits with a sign
        'u' => "18446744073709551615",
        'k' => "23879444",          // a size in kB
        'p' => "1200",              // a size in pages
        'd' => "1.65",              // with two decimals
        'o' => "0100002",           // octal
        'h' => "000001fffeffffff",  // hexadecimal: 16, 8 and 4 digits
        'g' => "00000005",
        'f' => "1F90",
        'c' => "bash) (x",          // a process name: any bytes
        'x' => "/user.slice/a:b",   // anything but a newline
        'w' => "do_epoll_wait",     // a word
        _ => throw new ArgumentException($"'{kind}' is not a kind of field.", nameof(kind)),
    };
}
