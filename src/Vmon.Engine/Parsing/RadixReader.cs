using System.Buffers.Text;

namespace Vmon.Parsing;

/// <summary>Reads unsigned numbers of one radix forward: separated by space, or by a slash as in "1/96364"; 0x may precede one.</summary>
internal ref struct RadixReader(ReadOnlySpan<byte> text, uint radix)
{
    private const int Sixteen = 16;
    private const long MostKilobytes = 1L << 51;

    private ReadOnlySpan<byte> _rest = text;
    private bool _isAfterNumber;

    /// <summary>Whether nothing follows.</summary>
    internal readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Whether another word follows, with digits or others.</summary>
    internal readonly bool HasNext => Next.IndexOfAny(" \t/"u8) != 0 && !Next.IsEmpty;

    // A slash before the first number follows a missing number.
    private readonly ReadOnlySpan<byte> Next
    {
        get
        {
            ReadOnlySpan<byte> next = _rest.TrimStart(" \t"u8);
            return _isAfterNumber && next.StartsWith("/"u8) ? next[1..] : next;
        }
    }

    /// <summary>Reads the 64 bits of a number. False for anything else.</summary>
    internal bool TryRead(out long value)
    {
        _rest = Next;
        _isAfterNumber = true;
        if (radix == Sixteen && _rest.StartsWith("0x"u8)) _rest = _rest[2..];
        int end = _rest.IndexOfAny(" \t/"u8);
        ReadOnlySpan<byte> digits = end < 0 ? _rest : _rest[..end];
        _rest = _rest[digits.Length..];

        ulong number = 0;
        foreach (byte character in digits)
        {
            uint digit = Digit(character);
            if (digit >= radix || number > (ulong.MaxValue - digit) / radix)
            {
                value = 0;
                return false;
            }

            number = (number * radix) + digit;
        }

        value = (long)number;
        return !digits.IsEmpty && (radix == Sixteen || value >= 0);
    }

    /// <summary>Reads a size in kB. False if it is malformed, or so large that a sum of three sizes in bytes exceeds 64 bits.</summary>
    internal bool TryReadKilobytes(out long value) => TryRead(out value) && value <= MostKilobytes && _rest.SequenceEqual(" kB"u8);

    /// <summary>Reads hexadecimal digits of either case, and nothing else.</summary>
    internal static bool TryReadHexadecimal(ReadOnlySpan<byte> digits, out uint value) =>
        Utf8Parser.TryParse(digits, out value, out int used, 'X') && used == digits.Length;

    private static uint Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => (uint)(character - '0'),
        >= (byte)'a' and <= (byte)'f' => (uint)(character - 'a' + 10),
        _ => uint.MaxValue,
    };
}
