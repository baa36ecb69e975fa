namespace Vmon.Sources.Machine;

/// <summary>What names a line, as bytes to compare and as text to show.</summary>
internal sealed class LineName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> description)
{
    private readonly byte[] _name = name.ToArray();
    private readonly byte[] _description = description.ToArray();

    internal string Name { get; } = ProcText.Decode(name);

    internal string Description { get; } = ProcText.Decode(description);

    internal bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> description) =>
        name.SequenceEqual(_name) && description.SequenceEqual(_description);
}
