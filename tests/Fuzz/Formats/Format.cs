namespace Vmon.Fuzz.Formats;

/// <summary>Parses bytes and returns the values found.</summary>
internal delegate IEnumerable<ParsedField> Reader(byte[] bytes);

/// <summary>A format of the kernel and its parser.</summary>
/// <param name="Name">Name of the format and of its folder in the corpus.</param>
/// <param name="Read">The parser.</param>
/// <param name="Text">What the kernel writes, as a <see cref="Template"/>. Null for a binary format.</param>
/// <param name="Undetectable">Faults that no parser can detect in this format.</param>
internal sealed record Format(string Name, Reader Read, string? Text, Faults Undetectable = Faults.None)
{
    /// <summary>What the kernel writes in a binary format.</summary>
    internal byte[] Bytes { get; init; } = [];

    /// <summary>Whether names of fields come from the file, so that a damaged file can have others.</summary>
    internal bool HasOwnNames { get; init; }

    internal byte[] Example => Text is null ? Bytes : new Template(Text).Example;

    /// <summary>Parses any bytes. An exception is a defect, and so is a number or text that is not in the bytes.</summary>
    internal List<ParsedField> Check(byte[] bytes)
    {
        List<ParsedField> all = [.. Read(bytes)];
        foreach (ParsedField field in all)
            if (!Evidence.Holds(bytes, field)) throw new WrongValueException($"{Name}: {field} is not in the bytes.");
        return all;
    }

    public override string ToString() => Name;
}
