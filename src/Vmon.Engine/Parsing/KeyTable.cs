namespace Vmon.Parsing;

/// <summary>The keys of a "key: value" file that are wanted, each known by its place in the table.</summary>
internal sealed class KeyTable(string[] names)
{
    private readonly byte[][] _keys = [.. names.Select(System.Text.Encoding.UTF8.GetBytes)];

    internal static KeyTable Of<TField>()
        where TField : struct, Enum => new(Enum.GetNames<TField>());

    /// <summary>
    /// The place of a key, -1 for one that is not wanted. A kernel writes its keys in one order, the table's, so that the search begins
    /// at <paramref name="next"/>, behind the last one found; any other order is found as well, only later.
    /// </summary>
    internal int Find(ReadOnlySpan<byte> key, ref int next)
    {
        for (int tried = 0; tried < _keys.Length; tried++)
        {
            if (next == _keys.Length) next = 0;
            if (key.SequenceEqual(_keys[next])) return next++;
            next++;
        }

        return -1;
    }
}
