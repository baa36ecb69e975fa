namespace Vmon.Fuzz.Formats;

/// <summary>Parses bytes, and tells what was understood.</summary>
internal delegate IEnumerable<Told> Reader(byte[] bytes);

/// <summary>One format of the kernel's, as the tests of hostile files see it.</summary>
/// <param name="Name">Of the format; its kept inputs are in a folder of that name.</param>
/// <param name="Read">Its parser.</param>
/// <param name="Text">What the kernel writes, as a <see cref="Template"/>; null for what is no text.</param>
/// <param name="Untold">What nothing in the format tells, so that no parser can.</param>
internal sealed record Format(string Name, Reader Read, string? Text, Faults Untold = Faults.None)
{
    /// <summary>Of a format that is no text: what the kernel writes.</summary>
    internal byte[] Bytes { get; init; } = [];

    /// <summary>Whether the file names its own fields, so that there are always further names.</summary>
    internal bool HasOwnNames { get; init; }

    internal byte[] Example => Text is null ? Bytes : new Template(Text).Example;

    /// <summary>Parses any bytes whatever. An exception is a defect, and so is a number or a text that they do not hold.</summary>
    internal List<Told> Check(byte[] bytes)
    {
        List<Told> all = [.. Read(bytes)];
        foreach (Told told in all)
            if (!Evidence.Holds(bytes, told)) throw new WrongValueException($"{Name}: {told} is not in the bytes.");
        return all;
    }

    public override string ToString() => Name;
}
