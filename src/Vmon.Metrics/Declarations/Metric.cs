namespace Vmon.Metrics.Declarations;

/// <summary>A metric. Its names in text, its instrument of OpenTelemetry and its documentation follow from this declaration.</summary>
public sealed class Metric
{
    private static readonly string[] NoNames = [];

    internal Metric(string name, MetricKind kind, string unit, string description)
    {
        Name = name;
        Kind = kind;
        Unit = unit;
        Description = description;
    }

    /// <summary>Name in OpenTelemetry, such as process.cpu.time.</summary>
    public string Name { get; }

    /// <summary>How its values develop.</summary>
    public MetricKind Kind { get; }

    /// <summary>Unit in UCUM, such as s, By or {process}.</summary>
    public string Unit { get; }

    /// <summary>What it is, in one sentence without a full stop.</summary>
    public string Description { get; }

    /// <summary>Attributes of its series, in their order, without those of the group.</summary>
    public IReadOnlyList<string> Attributes { get; init; } = NoNames;

    /// <summary>Values of the last attribute, if they are fixed. Empty if not.</summary>
    public IReadOnlyList<string> Values { get; init; } = NoNames;

    /// <summary>Whether it has series for each group of processes.</summary>
    public bool IsOfGroups => Counters.Count > 0 || Level is not null;

    /// <summary>Whether it has series for each container.</summary>
    public bool IsOfContainers { get; init; }

    /// <summary>Whether values have nine decimal places: seconds, of which nanoseconds are counted.</summary>
    public bool IsFractional { get; init; }

    /// <summary>Whether an option must request it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Name in the text formats, without the suffix of counters.</summary>
    public string TextName => field ??= TextNames.Of(this);

    /// <summary>Its place among all metrics.</summary>
    internal int Index { get; set; }

    /// <summary>The counters of a group, one for each of <see cref="Values"/>.</summary>
    internal IReadOnlyList<GroupCounter> Counters { get; init; } = [];

    /// <summary>The level of a group.</summary>
    internal GroupLevel? Level { get; init; }

    /// <summary>Whether it is what groups used that are no longer shown.</summary>
    internal bool IsOfFormer { get; init; }

    /// <summary>Its name in OpenTelemetry.</summary>
    public override string ToString() => Name;
}
