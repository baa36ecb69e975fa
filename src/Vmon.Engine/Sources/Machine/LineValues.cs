namespace Vmon.Sources.Machine;

/// <summary>The lines of a file in one sample, and in the one before. Immutable.</summary>
internal sealed class LineValues(LineNames names, long[] values, (LineNames Names, long[] Values)? previous)
{
    /// <summary>Every line by name, in the file's order.</summary>
    internal ValueTable<long> All => field ??= ByName(index => values[index]);

    /// <summary>Change of each line since the previous sample. Null without one. New lines are omitted.</summary>
    internal ValueTable<long>? Differences => previous is null ? null : field ??= WhereKnown(Difference);

    /// <summary>Whether a value or the set of lines changed.</summary>
    internal bool HasChanged =>
        previous is { } before && (!ReferenceEquals(names, before.Names) || !values.AsSpan().SequenceEqual(before.Values));

    /// <summary>Null if there is no such line.</summary>
    internal long? Value(string name) => names.IndexOf(name) is int index ? values[index] : null;

    internal long? Difference(string name) => names.IndexOf(name) is int index ? Difference(index) : null;

    /// <summary>Increase of a counter. Null if it decreased.</summary>
    internal long? Increase(string name) => Difference(name) is >= 0 and long increase ? increase : null;

    /// <summary>An object for each line, by name, made of its name, value, and increase.</summary>
    internal ValueTable<T> ByName<T>(Func<LineName, long, long?, T> make) =>
        ByName(index => make(names[index], values[index], Difference(index) is >= 0 and long increase ? increase : null));

    private ValueTable<T> ByName<T>(Func<int, T> at)
    {
        OrderedDictionary<string, T> all = new(names.Count, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++) _ = all.TryAdd(names[index].Name, at(index));
        return new(all);
    }

    private ValueTable<long> WhereKnown(Func<int, long?> at)
    {
        OrderedDictionary<string, long> all = new(names.Count, StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < names.Count; index++)
            if (at(index) is long value) _ = all.TryAdd(names[index].Name, value);
        return new(all);
    }

    private long? Difference(int index)
    {
        if (previous is not { } before) return null;
        int? then = ReferenceEquals(names, before.Names) ? index : before.Names.IndexOf(names[index].Name);
        return values[index] - (then is null ? null : before.Values[then.Value]);
    }
}
