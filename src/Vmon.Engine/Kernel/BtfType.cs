using System.Buffers.Binary;

namespace Vmon.Kernel;

/// <summary>One type of BTF: struct btf_type and what follows it.</summary>
internal readonly ref struct BtfType(ReadOnlySpan<byte> bytes)
{
    internal const int HeaderLength = 12;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    // name 4 | count 16 bits, 8 unused, kind 5, 2 unused, flag 1 | size, or the id of another type, 4
    internal int Name => Number(0);

    internal int Count => Number(4) & 0xffff;

    internal BtfKind Kind => (BtfKind)((Number(4) >> 24) & 0x1f);

    /// <summary>For a structure: whether its members specify their sizes in bits.</summary>
    internal bool HasBitFields => Number(4) < 0;

    internal int SizeOrType => Number(8);

    internal bool IsComposite => Kind is BtfKind.Structure or BtfKind.Union;

    /// <summary>A typedef or qualifier of the type whose id is <see cref="SizeOrType"/>.</summary>
    internal bool IsModifier => Kind is BtfKind.Typedef or BtfKind.Volatile or BtfKind.Constant or BtfKind.Restrict or BtfKind.TypeTag;

    /// <summary>Length including the data after the header. Null for an unknown kind.</summary>
    internal int? Length => Kind switch
    {
        BtfKind.Integer or BtfKind.Variable or BtfKind.DeclarationTag => HeaderLength + 4,
        BtfKind.Array => HeaderLength + 12,
        BtfKind.Structure or BtfKind.Union or BtfKind.Section or BtfKind.Enumeration64 => HeaderLength + (12 * Count),
        BtfKind.Enumeration or BtfKind.Prototype => HeaderLength + (8 * Count),
        BtfKind.Pointer or BtfKind.Forward or BtfKind.Function or BtfKind.Float => HeaderLength,
        _ => IsModifier ? HeaderLength : null,
    };

    // name 4 | type 4 | offset in bits 4, or with bit fields: size in bits 8 bits, offset in bits 24
    internal BtfMember Member(int index)
    {
        int at = HeaderLength + (12 * index);
        int offset = Number(at + 8);
        return HasBitFields
            ? new BtfMember(Number(at), Number(at + 4), offset & 0xffffff, offset >>> 24)
            : new BtfMember(Number(at), Number(at + 4), offset, 0);
    }

    // after the header of an array: type of the elements 4 | type of the index 4 | number of elements 4
    internal int ElementType => Number(HeaderLength);

    internal int ElementCount => Number(HeaderLength + 8);

    private int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(_bytes[at..]);
}

/// <summary>One member of a structure: the offset of its name (0 for none), the id of its type, its place, and its size if it is a bit field.</summary>
internal readonly record struct BtfMember(int Name, int Type, int BitOffset, int BitSize);

/// <summary>The kinds of types in BTF, by the numbers of linux/btf.h.</summary>
internal enum BtfKind
{
    Integer = 1,
    Pointer = 2,
    Array = 3,
    Structure = 4,
    Union = 5,
    Enumeration = 6,
    Forward = 7,
    Typedef = 8,
    Volatile = 9,
    Constant = 10,
    Restrict = 11,
    Function = 12,
    Prototype = 13,
    Variable = 14,
    Section = 15,
    Float = 16,
    DeclarationTag = 17,
    TypeTag = 18,
    Enumeration64 = 19,
}
