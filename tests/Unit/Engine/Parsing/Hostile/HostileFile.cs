using System.Text;
using Vmon.Fuzz.Formats;

namespace Vmon.Tests.Engine.Parsing.Hostile;

/// <summary>A damaged file.</summary>
/// <param name="Whole">The file as the kernel wrote it.</param>
/// <param name="Bytes">The damaged file.</param>
/// <param name="Fault">The kind of damage.</param>
/// <param name="Field">The name of the damaged field. Null if the damage is not in one field.</param>
internal sealed record HostileFile(byte[] Whole, byte[] Bytes, Faults Fault, string? Field = null)
{
    public override string ToString() => $"{Fault} {Field}: \"{Shown(Bytes)}\" for \"{Shown(Whole)}\"";

    private static string Shown(byte[] bytes) => string.Concat(Encoding.Latin1.GetString(bytes).Select(character =>
        char.IsBetween(character, ' ', '~') ? character.ToString() : $"\\x{(int)character:x2}"));
}
