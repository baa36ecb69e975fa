using System.Collections.ObjectModel;

namespace Vmon.Sampling;

/// <summary>Values by name; as text (in a CSV file, for one) they are those, and not the name of a type.</summary>
internal sealed class ValueTable<T>(IDictionary<string, T> values) : ReadOnlyDictionary<string, T>(values)
{
    public override string ToString() => string.Join(", ", this.Select(pair => $"{pair.Key} {pair.Value}"));
}
