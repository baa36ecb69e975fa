using System.Buffers.Binary;
using System.Text;
using Vmon.Kernel;

namespace Vmon.Tests.Engine.Kernel;

/// <summary>Writes BTF. Types get the IDs 1, 2, 3… in the order in which they are added.</summary>
internal sealed class BtfBuilder
{
    private readonly List<byte> _types = [];
    private readonly List<byte> _names = [0];
    private int _last;

    internal int Add(BtfKind kind, string name, int sizeOrType, params int[] more) => Add(kind, name, sizeOrType, 0, false, more);

    internal int Add(BtfKind kind, string name, int sizeOrType, int count, bool flag, int[] more)
    {
        Number(Name(name), ((int)kind << 24) | count | (flag ? int.MinValue : 0), sizeOrType);
        Number(more);
        return ++_last;
    }

    internal int Structure(string name, params (string Name, int Type, int BitOffset)[] members) =>
        Add(BtfKind.Structure, name, 64, members.Length, false, Numbers(members));

    internal int StructureWithBitFields(string name, params (string Name, int Type, int BitOffset)[] members) =>
        Add(BtfKind.Structure, name, 64, members.Length, true, Numbers(members));

    internal byte[] Bytes()
    {
        byte[] header = new byte[24];
        BinaryPrimitives.WriteUInt16LittleEndian(header, 0xeb9f);
        header[2] = 1;
        int[] fields = [24, 0, _types.Count, _types.Count, _names.Count];
        for (int index = 0; index < fields.Length; index++) BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4 + (4 * index)), fields[index]);
        return [.. header, .. _types, .. _names];
    }

    private int[] Numbers((string Name, int Type, int BitOffset)[] members) =>
        [.. members.SelectMany(member => new[] { Name(member.Name), member.Type, member.BitOffset })];

    private int Name(string name)
    {
        if (name.Length == 0) return 0;
        int at = _names.Count;
        _names.AddRange(Encoding.ASCII.GetBytes(name + '\0'));
        return at;
    }

    private void Number(params int[] numbers)
    {
        foreach (int number in numbers) _types.AddRange(BitConverter.GetBytes(number));
    }
}
