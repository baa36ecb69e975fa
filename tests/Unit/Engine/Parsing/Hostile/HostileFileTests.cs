using CsCheck;
using Vmon.Fuzz.Formats;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>
/// No parser throws on a damaged file, and each field is what the kernel wrote or unknown. Damage that cannot be detected in a format is
/// listed in its row of <see cref="AllFormats"/>. A failure reports the seed that repeats it.
/// </summary>
public class HostileFileTests
{
    private const int Contents = 500;
    private const int FaultyFiles = 6000;

    public static TheoryData<string> Texts => [.. AllFormats.List.Where(format => format.Text is not null).Select(format => format.Name)];

    public static TheoryData<string> Every => [.. AllFormats.List.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Parsers_return_every_field_of_kernel_output(string name)
    {
        Format format = AllFormats.Named(name);
        FaultGenerators.Contents(new Template(format.Text!)).Sample(
            pieces =>
            {
                ILookup<string, string?> parsed = format.Check(Template.Join(pieces)).ToLookup(field => field.Name, field => field.Text);
                foreach (Piece field in pieces)
                    if (field is { IsField: true, Name: not "" }) Assert.Contains(Template.ParsedText(field), parsed[field.Name!]);
            },
            iter: Contents);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Parsers_return_correct_or_null_fields_for_damaged_files(string name)
    {
        Format format = AllFormats.Named(name);
        FaultGenerators.Files(format).Sample(file => AssertRight(format, file), iter: FaultyFiles);
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Parsers_never_throw_or_invent_values_on_random_bytes(string name)
    {
        Format format = AllFormats.Named(name);
        byte[] example = format.Example;
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, example.Length], Gen.Int[0, example.Length])
            .Sample((noise, from, to) => _ = format.Check([.. example[..from], .. noise, .. example[to..]]), iter: Contents);
    }

    private static void AssertRight(Format format, HostileFile file)
    {
        ILookup<string, string?> whole = format.Check(file.Whole).ToLookup(field => field.Name, field => field.Text);
        foreach (ParsedField field in format.Check(file.Bytes))
        {
            if (field.Text is null || whole[field.Name].Contains(field.Text)) continue;
            bool mayBeOther = file.Fault switch
            {
                Faults.Noise => field.Kind == ParsedKind.Text || IsOther(field, whole) || (format.HasOwnNames && !whole.Contains(field.Name)),
                Faults.Negative => field.Name == file.Field && IsOther(field, whole),
                Faults.Doubled or Faults.Reordered => field.Kind == ParsedKind.Text && field.Text.Contains('\n', StringComparison.Ordinal),
                _ => false,
            };
            Assert.True(mayBeOther, $"{field} of {file}");
        }
    }

    private static bool IsOther(ParsedField field, ILookup<string, string?> whole) =>
        field.Kind == ParsedKind.Signed && whole[field.Name].Any(text => text?.TrimStart('-') == field.Text!.TrimStart('-'));
}
