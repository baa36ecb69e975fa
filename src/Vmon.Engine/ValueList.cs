using System.Collections.ObjectModel;

namespace Vmon;

/// <summary>A list that as text (in a CSV file, for one) is its values, and not the name of a type.</summary>
internal sealed class ValueList<T>(IList<T> values) : ReadOnlyCollection<T>(values)
{
    internal static new ValueList<T> Empty { get; } = new([]);

    public override string ToString() => string.Join(", ", this);
}

/// <summary>Values by name. As text, for example in CSV, they are listed, instead of the name of the type.</summary>
internal sealed class ValueTable<T>(IDictionary<string, T> values) : ReadOnlyDictionary<string, T>(values)
{
    public override string ToString() => string.Join(", ", this.Select(pair => $"{pair.Key} {pair.Value}"));
}
