using System.Collections.ObjectModel;

namespace Vmon.Sources;

/// <summary>Values by name. As text, for example in CSV, they are listed, instead of the name of the type.</summary>
internal sealed class ValueTable<T>(IDictionary<string, T> values) : ReadOnlyDictionary<string, T>(values)
{
    public override string ToString() => string.Join(", ", this.Select(pair => $"{pair.Key} {pair.Value}"));
}
