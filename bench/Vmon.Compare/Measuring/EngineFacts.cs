using System.Globalization;

namespace Vmon.Compare.Measuring;

/// <summary>What Vmon's process measures from inside; it travels as one line of text.</summary>
/// <param name="SampleOnly">CPU time within Sample() alone, µs per sample.</param>
/// <param name="SampleBytes">Bytes allocated within Sample(), of all the samples together.</param>
/// <param name="ObjectBytes">Bytes allocated while objects were made, per object.</param>
/// <param name="HeldBytes">Managed memory that the watch holds, strings and command lines included, per process.</param>
/// <param name="Descriptors">Kept open.</param>
/// <param name="Budget">May be kept open.</param>
/// <param name="Limit">Soft limit of descriptors of the process.</param>
internal sealed record EngineFacts(double SampleOnly, long SampleBytes, double ObjectBytes, double HeldBytes, int Descriptors, int Budget, string Limit)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{SampleOnly} {SampleBytes} {ObjectBytes} {HeldBytes} {Descriptors} {Budget} {Limit}");

    internal static EngineFacts? Parse(ReadOnlySpan<string> words) => words is [var only, var bytes, var objects, var held, var open, var budget, var limit]
        ? new(
            double.Parse(only, CultureInfo.InvariantCulture),
            long.Parse(bytes, CultureInfo.InvariantCulture),
            double.Parse(objects, CultureInfo.InvariantCulture),
            double.Parse(held, CultureInfo.InvariantCulture),
            int.Parse(open, CultureInfo.InvariantCulture),
            int.Parse(budget, CultureInfo.InvariantCulture),
            limit)
        : null;
}
