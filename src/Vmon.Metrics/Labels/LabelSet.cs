using System.Text;
using Vmon.Metrics.Declarations;

namespace Vmon.Metrics.Labels;

/// <summary>The attributes of a series, and their text. Immutable; made once for each series.</summary>
public sealed class LabelSet
{
    private readonly byte[] _text;

    internal LabelSet(params ReadOnlySpan<KeyValuePair<string, string>> attributes)
    {
        Attributes = attributes.ToArray();
        StringBuilder text = new();
        foreach ((string name, string value) in attributes)
        {
            _ = text.Append(text.Length == 0 ? '{' : ',');
            LabelText.Append(text, TextNames.Label(name), value);
        }

        if (text.Length > 0) _ = text.Append('}');
        _text = Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>No attributes.</summary>
    public static LabelSet Empty { get; } = new();

    /// <summary>The attributes by the names of OpenTelemetry.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes { get; }

    /// <summary>{name="value",...} in UTF-8. Empty without attributes.</summary>
    internal ReadOnlySpan<byte> Text => _text;

    /// <summary>The same with another attribute.</summary>
    internal LabelSet With(string name, string value) => new([.. Attributes, KeyValuePair.Create(name, value)]);

    /// <summary>As in the text formats.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_text);
}
