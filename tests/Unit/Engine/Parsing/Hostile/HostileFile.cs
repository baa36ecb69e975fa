using System.Text;
using Vmon.Fuzz.Formats;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>A file that something happened to.</summary>
/// <param name="Whole">The file as the kernel wrote it.</param>
/// <param name="Bytes">The file as it is.</param>
/// <param name="Fault">What happened.</param>
/// <param name="Field">To which field, by its name; null where it was not to one.</param>
internal sealed record HostileFile(byte[] Whole, byte[] Bytes, Faults Fault, string? Field = null)
{
    public override string ToString() => $"{Fault} {Field}: \"{Shown(Bytes)}\" for \"{Shown(Whole)}\"";

    private static string Shown(byte[] bytes) => string.Concat(Encoding.Latin1.GetString(bytes).Select(character =>
        char.IsBetween(character, ' ', '~') ? character.ToString() : $"\\x{(int)character:x2}"));
}
