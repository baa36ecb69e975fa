using CsCheck;
using Vmon.Fuzz.Formats;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>Generates random contents of a file, and damages them.</summary>
internal static class FaultGenerators
{
    private static readonly byte[][] Noises =
    [
        [0], [0xff], [0x80], [0xc3], [0xed, 0xb2, 0x80], [.. "\e[2J"u8], [.. "é"u8], [.. "x"u8], [.. "\r"u8], [.. "-"u8], [.. "+"u8], [.. "."u8],
    ];

    internal static Gen<Piece[]> Contents(Template template) =>
        template.Pieces.Aggregate(Gen.Const(Array.Empty<Piece>()), (all, piece) => Gen.Select(all, Content(piece), (before, next) => (Piece[])[.. before, next]));

    internal static Gen<HostileFile> Files(Format format)
    {
        Faults[] faults = [.. Enum.GetValues<Faults>().Where(fault => int.IsPow2((int)fault) && !format.Undetectable.HasFlag(fault))];
        return Gen.Select(
            Contents(new Template(format.Text!)), Gen.Int[0, faults.Length - 1].Select(index => faults[index]), Gen.Int[0, int.MaxValue], Gen.Int[0, Noises.Length - 1].Select(index => Noises[index]), Gen.Int[21, 60],
            (pieces, fault, place, noise, digits) => fault switch
            {
                Faults.TooLong => OfField(pieces, fault, place, field => [.. Enumerable.Repeat((byte)'9', digits), .. field.Bytes]),
                Faults.Negative => OfField(pieces, fault, place, field => field.Bytes[0] == '-' ? field.Bytes[1..] : [(byte)'-', .. field.Bytes]),
                Faults.Dropped => OfField(pieces, fault, place, _ => []),
                _ => OfWhole(Template.Join(pieces), fault, place, noise),
            });
    }

    private static Gen<Piece> Content(Piece piece) =>
        piece.IsField && piece.Kind != '=' ? FieldGenerators.Of(piece.Kind).Select(bytes => piece with { Bytes = bytes }) : Gen.Const(piece);

    private static HostileFile OfField(Piece[] pieces, Faults fault, int place, Func<Piece, byte[]> change)
    {
        byte[] whole = Template.Join(pieces);
        int[] numbers = [.. Enumerable.Range(0, pieces.Length).Where(index => pieces[index] is { IsField: true, IsText: false })];
        if (numbers.Length == 0) return new(whole, whole, fault);
        int chosen = numbers[place % numbers.Length];
        Piece[] others = [.. pieces];
        others[chosen] = pieces[chosen] with { Bytes = change(pieces[chosen]) };

        // The space before a dropped field is dropped too.
        if (fault == Faults.Dropped && chosen > 0 && pieces[chosen - 1].Bytes is [.. var before, (byte)' ']) others[chosen - 1] = new(before);
        return new(whole, Template.Join(others), fault, pieces[chosen].Name);
    }

    private static HostileFile OfWhole(byte[] whole, Faults fault, int place, byte[] noise)
    {
        int at = place % (whole.Length + 1);
        byte[][] lines = Lines(whole);
        int line = place % lines.Length;
        byte[] bytes = fault switch
        {
            Faults.Cut => whole[..at],
            Faults.Doubled => [.. lines[..line].SelectMany(all => all), .. lines[line], .. lines[line..].SelectMany(all => all)],
            Faults.Reordered => [.. lines[line..].SelectMany(all => all), .. lines[..line].Reverse().SelectMany(all => all)],
            _ => [.. whole[..at], .. noise, .. whole[at..]],
        };
        return new(whole, bytes, fault);
    }

    private static byte[][] Lines(byte[] whole)
    {
        List<byte[]> lines = [];
        ReadOnlySpan<byte> rest = whole;
        while (rest.IndexOf((byte)'\n') is var end and >= 0)
        {
            lines.Add(rest[..(end + 1)].ToArray());
            rest = rest[(end + 1)..];
        }

        return rest.IsEmpty ? [.. lines] : [.. lines, rest.ToArray()];
    }
}
