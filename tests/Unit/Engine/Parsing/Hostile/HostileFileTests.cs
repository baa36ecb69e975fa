using CsCheck;
using Vmon.Fuzz.Formats;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>
/// Whatever happens to a file, no parser throws, and each field is what the kernel wrote or unknown. What a format cannot tell, as that
/// a path was cut which has no end, is named in its row of <see cref="AllFormats"/>. A failure names the seed that repeats it.
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
                ILookup<string, string?> told = format.Check(Template.Join(pieces)).ToLookup(told => told.Name, told => told.Text);
                foreach (Piece field in pieces)
                    if (field is { IsField: true, Name: not "" }) Assert.Contains(Template.Told(field), told[field.Name!]);
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
        ILookup<string, string?> whole = format.Check(file.Whole).ToLookup(told => told.Name, told => told.Text);
        foreach (Told told in format.Check(file.Bytes))
        {
            if (told.Text is null || whole[told.Name].Contains(told.Text)) continue;
            bool mayBeOther = file.Fault switch
            {
                Faults.Noise => told.Kind == ToldKind.Text || IsOther(told, whole) || (format.HasOwnNames && !whole.Contains(told.Name)),
                Faults.Negative => told.Name == file.Field && IsOther(told, whole),
                Faults.Doubled or Faults.Reordered => told.Kind == ToldKind.Text && told.Text.Contains('\n', StringComparison.Ordinal),
                _ => false,
            };
            Assert.True(mayBeOther, $"{told} of {file}");
        }
    }

    private static bool IsOther(Told told, ILookup<string, string?> whole) =>
        told.Kind == ToldKind.Signed && whole[told.Name].Any(text => text?.TrimStart('-') == told.Text!.TrimStart('-'));
}
