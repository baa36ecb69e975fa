using Vmon.Metrics.Labels;

namespace Vmon.Metrics.Samples;

/// <summary>The value of a series.</summary>
/// <param name="Labels">The attributes of the series.</param>
/// <param name="Value">The value; in nanoseconds or thousand millionths if the metric is fractional.</param>
public readonly record struct Point(LabelSet Labels, long Value);
