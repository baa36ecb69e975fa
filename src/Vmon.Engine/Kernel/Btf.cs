using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace Vmon.Kernel;

/// <summary>
/// The kernel's description of its own types (/sys/kernel/btf/vmlinux). Invalid input does not throw, and every search terminates: a
/// missing or invalid value is null.
/// </summary>
internal sealed class Btf
{
    private const ushort Magic = 0xeb9f;
    private const int LeastHeader = 24;
    private const int MostModifiers = 32;
    private const int PointerBits = 64;

    // More nested members than any kernel has: stops at structures that contain themselves.
    private const int MostMembers = 100_000;
    private const int MostDepth = 16;

    private readonly ReadOnlyMemory<byte> _types;
    private readonly ReadOnlyMemory<byte> _names;
    private readonly int[] _places;

    private Btf(ReadOnlyMemory<byte> types, ReadOnlyMemory<byte> names, int[] places)
    {
        _types = types;
        _names = names;
        _places = places;
    }

    // magic 2 | version 1 | flags 1 | header length 4 | types: offset 4, length 4 | names: offset 4, length 4; offsets from the header's end
    internal static bool TryParse(ReadOnlyMemory<byte> content, [NotNullWhen(true)] out Btf? btf)
    {
        btf = null;
        ReadOnlySpan<byte> bytes = content.Span;
        if (bytes.Length < LeastHeader || BinaryPrimitives.ReadUInt16LittleEndian(bytes) != Magic || bytes[2] != 1) return false;
        uint header = UInt32(bytes, 4);
        if (header < LeastHeader || header > bytes.Length) return false;
        ReadOnlyMemory<byte> body = content[(int)header..];
        if (!TrySlice(body, UInt32(bytes, 8), UInt32(bytes, 12), out ReadOnlyMemory<byte> types)) return false;
        if (!TrySlice(body, UInt32(bytes, 16), UInt32(bytes, 20), out ReadOnlyMemory<byte> names)) return false;
        if (PlacesOf(types.Span) is not { } places) return false;
        btf = new Btf(types, names, places);
        return true;
    }

    /// <summary>The id of the first type of this kind and name.</summary>
    internal int? Find(BtfKind kind, ReadOnlySpan<byte> name)
    {
        for (int id = 1; id < _places.Length; id++)
        {
            BtfType type = TypeOf(id);
            if (type.Kind == kind && IsNamed(type.Name, name)) return id;
        }

        return null;
    }

    /// <summary>
    /// The loads that lead from a structure to a member, by a path such as "signal.rlim[5].rlim_cur"; each pointer on the way is a load. Members of unnamed
    /// structures count as their structure's own.
    /// </summary>
    internal BtfField[]? Find(int structure, ReadOnlySpan<byte> path)
    {
        List<BtfField> loads = [];
        bool isInAliasArray = false;
        int members = MostMembers;
        BtfMember member = new(0, structure, 0, 0);
        foreach (Range part in path.Split((byte)'.'))
        {
            if (TargetOf(member.Type) is { } pointed)
            {
                loads.Add(new BtfField(member.BitOffset, PointerBits, IsPointer: true));
                member = new BtfMember(0, pointed, 0, 0);
            }

            if (Part(member, path[part], ref members, ref isInAliasArray) is not { } next) return null;
            member = next;
        }

        int? size = member.BitSize != 0 ? member.BitSize : BitSizeOf(member.Type);
        bool isPointer = TargetOf(member.Type) is { } target && TryResolve(target, out BtfType type) && type.IsComposite;
        return size is { } bits ? [.. loads, new BtfField(member.BitOffset, bits, isInAliasArray, isPointer)] : null;
    }

    // name, or name[index]
    private BtfMember? Part(BtfMember outer, ReadOnlySpan<byte> part, ref int members, ref bool isInAliasArray)
    {
        int bracket = part.IndexOf((byte)'[');
        if (bracket < 0) return Member(outer, part, MostDepth, ref members);
        if (!Utf8Parser.TryParse(part[(bracket + 1)..], out int index, out _) || Member(outer, part[..bracket], MostDepth, ref members) is not { } array) return null;
        if (!TryResolve(array.Type, out BtfType type) || type.Kind != BtfKind.Array || BitSizeOf(type.ElementType) is not { } size) return null;
        isInAliasArray |= TypeOf(type.ElementType).IsModifier && TryResolve(type.ElementType, out BtfType element) && element.IsComposite;
        long offset = array.BitOffset + ((long)index * size);
        return offset <= int.MaxValue ? new BtfMember(0, type.ElementType, (int)offset, 0) : null;
    }

    /// <summary>The id of the structure that a pointer points to. Null for other types.</summary>
    private int? TargetOf(int id) => TryResolve(id, out BtfType type) && type.Kind == BtfKind.Pointer ? type.SizeOrType : null;

    private BtfMember? Member(BtfMember outer, ReadOnlySpan<byte> name, int depth, ref int members)
    {
        if (depth == 0 || !TryResolve(outer.Type, out BtfType type) || !type.IsComposite) return null;
        for (int index = 0; index < type.Count && members-- > 0; index++)
        {
            BtfMember inner = type.Member(index);
            inner = inner with { BitOffset = outer.BitOffset + inner.BitOffset };
            if (inner.BitOffset < outer.BitOffset) return null;
            if (IsNamed(inner.Name, name)) return inner;
            if (inner.Name == 0 && Member(inner, name, depth - 1, ref members) is { } found) return found;
        }

        return null;
    }

    private int? BitSizeOf(int id)
    {
        if (!TryResolve(id, out BtfType type)) return null;
        if (type.Kind == BtfKind.Pointer) return PointerBits;
        if (type.Kind == BtfKind.Array)
        {
            // An array of arrays does not occur in what is read, and would recurse.
            if (!TryResolve(type.ElementType, out BtfType element) || element.Kind == BtfKind.Array) return null;
            long bits = (long)type.ElementCount * (BitSizeOf(type.ElementType) ?? 0);
            return bits is >= 0 and <= int.MaxValue ? (int)bits : null;
        }

        bool hasSize = type.IsComposite || type.Kind is BtfKind.Integer or BtfKind.Enumeration or BtfKind.Enumeration64 or BtfKind.Float;
        return hasSize && type.SizeOrType is >= 0 and <= int.MaxValue / 8 ? type.SizeOrType * 8 : null;
    }

    /// <summary>The type to which typedefs and qualifiers lead.</summary>
    private bool TryResolve(int id, out BtfType type)
    {
        type = default;
        for (int count = 0; count < MostModifiers; count++)
        {
            if (id <= 0 || id >= _places.Length) return false;
            type = TypeOf(id);
            if (!type.IsModifier) return true;
            id = type.SizeOrType;
        }

        return false;
    }

    private BtfType TypeOf(int id) => new(_types.Span[_places[id]..]);

    private bool IsNamed(int offset, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> names = _names.Span;
        return offset > 0 && offset < names.Length - name.Length && names[offset + name.Length] == 0 && names.Slice(offset, name.Length).SequenceEqual(name);
    }

    /// <summary>Offset of each type, by its id; 0 is void, and has none. Null if the types are invalid.</summary>
    private static int[]? PlacesOf(ReadOnlySpan<byte> types)
    {
        int[] places = new int[(types.Length / BtfType.HeaderLength) + 1];
        int count = 1;
        int at = 0;
        while (types.Length - at >= BtfType.HeaderLength)
        {
            places[count++] = at;
            if (new BtfType(types[at..]).Length is not { } length || length > types.Length - at) return null;
            at += length;
        }

        return at == types.Length ? places[..count] : null;
    }

    private static bool TrySlice(ReadOnlyMemory<byte> body, uint offset, uint length, out ReadOnlyMemory<byte> slice)
    {
        bool fits = (ulong)offset + length <= (ulong)body.Length;
        slice = fits ? body.Slice((int)offset, (int)length) : default;
        return fits;
    }

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}

/// <summary>Offset of a member in its outermost structure, and its size, in bits.</summary>
/// <param name="BitOffset">Offset in bits.</param>
/// <param name="BitSize">Size in bits.</param>
/// <param name="IsInAliasArray">Whether it is in an element of an array whose type is an alias of a structure. Kernels before 6.2 cannot verify a load of it.</param>
/// <param name="IsPointer">Whether it is the address of a structure.</param>
internal readonly record struct BtfField(int BitOffset, int BitSize, bool IsInAliasArray = false, bool IsPointer = false)
{
    internal int Offset => BitOffset / 8;

    internal int Size => BitSize / 8;

    /// <summary>Whether one load of 1, 2, 4 or 8 bytes reads it. Two numbers of 4 bytes can be read by one of 8, which need not be aligned.</summary>
    internal bool IsWord => BitOffset % 8 == 0 && BitSize is 8 or 16 or 32 or 64 && Offset % Math.Min(Size, sizeof(int)) == 0 && Offset <= short.MaxValue;
}
