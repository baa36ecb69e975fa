using System.Globalization;

namespace Vmon.Compare.Measuring;

/// <summary>What Vmon measures itself. Its process prints it as one line of text.</summary>
/// <param name="SampleOnly">CPU time in Sample(), in µs per sample.</param>
/// <param name="SampleBytes">Bytes allocated in Sample(), the sum of all samples.</param>
/// <param name="ObjectBytes">Bytes allocated per object.</param>
/// <param name="HeldBytes">Managed memory that the watch keeps per process, with strings and command lines.</param>
/// <param name="Descriptors">Number of descriptors kept open.</param>
/// <param name="Budget">Maximum number of descriptors kept open.</param>
/// <param name="Limit">Soft limit on descriptors of the process.</param>
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
